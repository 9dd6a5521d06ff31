/** The three lines after a meeting, and the agreements made at it. Pure. */
import type { AgreementFields, Id } from '$lib/api';
import { isDay } from '../forms/typed';

/** Requirement B15: three lines, so that it is read. */
export const MOST_LINES = 3;

export interface AgreementRow {
  /** Settled when the row came up, so that a lost answer makes no second one. */
  id: Id;
  text: string;
  responsible: Id;
  due: string;
}
export type SummaryProblem = 'missing' | 'lines';
export type RowProblem = 'who' | 'day';

/** The lines that say something, without the blanks round them. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export function checkSummary(text: string): SummaryProblem | undefined {
  const { length } = linesOf(text);
  return length === 0 ? 'missing' : length > MOST_LINES ? 'lines' : undefined;
}

/** Rows that nobody wrote in are nothing; the others must say who, and a day that is one. */
export function agreementsOf(
  rows: readonly AgreementRow[],
): { agreements: ({ id: Id } & AgreementFields)[] } | { problem: RowProblem; at: number } {
  const agreements: ({ id: Id } & AgreementFields)[] = [];
  for (const [at, row] of rows.entries()) {
    const text = row.text.trim();
    if (!text) continue;
    if (!row.responsible) return { problem: 'who', at };
    if (row.due && !isDay(row.due)) return { problem: 'day', at };
    agreements.push({
      id: row.id,
      text,
      responsible: row.responsible,
      ...(row.due && { due: row.due }),
    });
  }
  return { agreements };
}
