/** What a plan holds beside its board, put in the order people read it. Pure; no screen, no net. */
import type { Day, Measurement, Plan } from '../../api/types';

export interface Asked {
  id: string;
  question: string;
  /** Newest first. */
  answers: { on: Day; by: { id: string; value: number }[] }[];
}

/** Every question with what was answered to it each day, the citizen's own answer first. */
export function asked(plan: Plan): Asked[] {
  const days = [...new Set(plan.measurements.map((m) => m.on))].sort().reverse();
  return plan.indicators
    .map((q) => ({
      id: q.id,
      question: q.citizen_q ?? q.staff_q ?? '',
      answers: days
        .map((on) => ({
          on,
          by: plan.measurements
            .filter((m) => m.on === on)
            .sort((a, b) => Number(b.role === 'citizen') - Number(a.role === 'citizen'))
            .flatMap((m) => {
              const value = m.values[q.id];
              return value === undefined ? [] : [{ id: m.by, value }];
            }),
        }))
        .filter((day) => day.by.length),
    }))
    .filter((q) => q.question && q.answers.length);
}

/** What was said beside the numbers, newest first. */
export const saidBeside = (plan: Plan): Measurement[] =>
  plan.measurements
    .filter((m) => m.said || m.one_notch_up)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));

export const newestFirst = <T extends { at: string }>(things: readonly T[]): T[] =>
  [...things].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
