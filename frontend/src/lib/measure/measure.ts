/** "Hvor langt er jeg?": what was answered, as lines over time. Pure. Nothing is added up, compared or foretold. */
import type { Day, Id, Indicator, Measurement, Plan } from '../api/types';
import type { Item } from '../outbox/rules';

/** The questions in the order in which they are asked; the two last are staff's alone. */
export const KEYS = [
  'belief_in_work',
  'own_strengths',
  'job_knowledge',
  'next_step',
  'moving_towards_work',
  'working_with_others',
  'managing_health',
  'energy',
  'support',
] as const;
export const STAFF_KEYS = ['consultant_belief', 'knowing_the_person'] as const;
export type Key = (typeof KEYS)[number];
export type StaffKey = Key | (typeof STAFF_KEYS)[number];

export interface Point {
  on: Day;
  /** 0-10. */
  value: number;
  /** What one notch up takes, in that person's own words. */
  notch?: string;
}
export interface Line {
  by: Id;
  own: boolean;
  /** Oldest first. */
  points: Point[];
}

export const questionOf = (plan: Plan, key: string): Indicator | undefined =>
  plan.indicators.find((q) => q.key === key);

/**
 * Where an answer goes in a measurement until the server has said which question of the plan it is: a plan that was
 * never asked has none yet.
 */
const slotOf = (plan: Plan, key: string): Id => questionOf(plan, key)?.id ?? key;

/** The measurements with what waits for the net laid over them. */
export function withWaiting(plan: Plan, items: readonly Item[]): Measurement[] {
  const all = new Map(plan.measurements.map((m) => [m.id, m]));
  for (const item of items) {
    if (item.kind !== 'measurement' || item.plan !== plan.plan.id) continue;
    const [id = '', , key = ''] = item.target.split('/');
    const { value, notch, on } = item.body as { value?: number; notch?: string; on?: Day };
    const role = item.user === plan.citizen.id ? ('citizen' as const) : ('staff' as const);
    const was = all.get(id);
    if (!was && value === undefined) continue;
    const m = was ?? { id, on: on ?? '', by: item.user, role, values: {} };
    const slot = slotOf(plan, key);
    const values = { ...m.values };
    const notches = { ...m.notches };
    delete values[slot];
    delete notches[slot];
    if (value !== undefined) {
      values[slot] = value;
      if (notch) notches[slot] = notch;
    }
    all.set(id, { ...m, values, notches });
  }
  return [...all.values()];
}

/** Every person's line about a question, the citizen's first. Of several answers on a day the last one counts. */
export function linesOf(plan: Plan, measurements: readonly Measurement[], key: string): Line[] {
  const slot = slotOf(plan, key);
  const lines = new Map<Id, Line>();
  const inOrder = [...measurements].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  for (const m of inOrder) {
    const value = m.values[slot];
    if (value === undefined) continue;
    const line = lines.get(m.by) ?? { by: m.by, own: m.by === plan.citizen.id, points: [] };
    const notch = m.notches?.[slot];
    line.points = [...line.points.filter((p) => p.on !== m.on), { on: m.on, value, ...(notch && { notch }) }];
    lines.set(m.by, line);
  }
  return [...lines.values()].sort((a, b) => Number(b.own) - Number(a.own));
}

/** What somebody said of it all at once, newest first; so it was asked before each question had its own words. */
export const saidBeside = (measurements: readonly Measurement[]): Measurement[] =>
  measurements
    .filter((m) => m.said || m.one_notch_up)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));

/** The measurement of somebody's that was begun today: he goes on with it. */
export const begunToday = (
  measurements: readonly Measurement[],
  by: Id,
  today: Day,
): Measurement | undefined => measurements.filter((m) => m.by === by && m.on === today).at(-1);

/** The days of some lines, oldest first. */
export const daysOf = (lines: readonly Line[]): Day[] =>
  [...new Set(lines.flatMap((line) => line.points.map((p) => p.on)))].sort();

/** The first and the last answer of a line, which small moves are read from. */
export const movedOf = (line: Line): { from: number; to: number } | undefined => {
  const [first] = line.points;
  const last = line.points.at(-1);
  return first && last && first !== last ? { from: first.value, to: last.value } : undefined;
};
