/** How a lead's figures are written, and which quarters there are to choose from. */
import type { Figures, FigureLine, FigureTeam, FigureValue } from '$lib/api/staff-figures';
import type { words } from './words';

type T = ReturnType<typeof words>;

export interface Quarter {
  from: string;
  to: string;
  n: number;
  year: number;
}

const month = (year: number, n: number): string => `${year}-${String(n).padStart(2, '0')}`;

/** The quarter that begins with a month, "2026-07". */
export function quarterOf(from: string): Quarter {
  const [year, first] = from.split('-').map(Number) as [number, number];
  return { from, to: month(year, first + 2), n: (first + 2) / 3, year };
}

/** So many quarters that are over on a day, the last one first. */
export function quartersBefore(today: string, most: number): Quarter[] {
  const [year, now] = today.split('-').map(Number) as [number, number];
  return Array.from({ length: most }, (_, i) => {
    const at = year * 4 + Math.floor((now - 1) / 3) - 1 - i;
    return quarterOf(month(Math.floor(at / 4), (at % 4) * 3 + 1));
  });
}

const tenths = (value: number): string => (value / 10).toFixed(1).replace('.', ',');

/** One number as people read it. */
export function written(t: T, line: FigureLine, cell: FigureValue): string {
  if (cell.hidden) return t.hidden;
  if (cell.value === undefined) return t.none;
  switch (line.unit) {
    case 'minutes':
      return t.hours(Math.floor(cell.value / 60), cell.value % 60);
    case 'hour_tenths':
      return t.perYear(tenths(cell.value));
    case 'tenths':
      return tenths(cell.value);
    default:
      return String(cell.value);
  }
}

/** The same for a spreadsheet, which reckons with it: minutes, and hours with their tenths. */
export function plain(t: T, line: FigureLine, cell: FigureValue): string {
  if (cell.hidden) return t.hidden;
  if (cell.value === undefined) return '';
  return line.unit === 'count' || line.unit === 'minutes' ? String(cell.value) : tenths(cell.value);
}

export const teamName = (t: T, team: FigureTeam): string =>
  team.whole === 'all' ? t.all : team.whole === 'none' ? t.noConsultant : team.name || t.noDepartment;

const UNITS = { count: '', minutes: 'min', tenths: '', hour_tenths: 'timer' } as const;

/** Everything that is on the page, as rows of a file. */
export function rowsOf(t: T, figures: Figures): string[][] {
  const head = [t.table, t.line, t.quarter, '', ...figures.teams.map((team) => teamName(t, team))];
  const q = quarterOf(figures.from);
  return [
    head,
    ...figures.tables.flatMap((table) =>
      table.lines.map((line) => [
        t.tables[table.name as keyof T['tables']].title,
        t.lines[`${table.name}.${line.name}`] ?? line.name,
        table.now ? figures.at.slice(0, 10) : t.quarterOf(q.n, q.year),
        UNITS[line.unit],
        ...line.cells.map((cell) => plain(t, line, cell)),
      ]),
    ),
  ];
}
