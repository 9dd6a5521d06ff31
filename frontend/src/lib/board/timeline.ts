/** Where everything lies in time: bars for efforts, dots for steps with a day, one scale for all. Pure. */
import type { Area, Day, Effort, Id, Plan, Step } from '../api/types';
import { addDays, daysBetween } from '../text/dates';

export type Phase = 'now' | 'later' | 'over';
export interface Span {
  /** Parts of the whole width, 0 to 1. */
  from: number;
  to: number;
}
export interface Row extends Span {
  id: Id;
  kind: 'effort' | 'step';
  phase: Phase;
  effort?: Effort;
  step?: Step;
  area: Area | undefined;
  /** It has no end: the bar runs out of the picture. */
  open: boolean;
  pauses: Span[];
  /** Index of the row it waits for. */
  after?: number;
}
export interface Timeline {
  from: Day;
  to: Day;
  today: number;
  /** First days of months within. */
  months: { day: Day; at: number }[];
  rows: Row[];
}

/** What is over is shown this far back. */
const BACK_DAYS = 28;
/** A plan that ends tomorrow is not drawn on the width of a day. */
const AHEAD_DAYS = 42;
const LONGEST_DAYS = 366;

const phaseOf = (start: Day, end: Day | undefined, closed: boolean, today: Day): Phase =>
  closed || (end && end < today) ? 'over' : start > today ? 'later' : 'now';
const OVER: readonly Effort['status'][] = ['completed', 'dropped'];

/** Undefined when nothing on the plan has a day. `today` is a day in Copenhagen. */
export function timeline(plan: Plan, today: Day): Timeline | undefined {
  const goalArea = (id: Id | undefined) => plan.goals.find((g) => g.id === id)?.area;
  const there = (goal: Id) => plan.goals.some((g) => g.id === goal && g.status !== 'dropped');
  const efforts = plan.efforts.filter((e) => e.start && e.status !== 'dropped');
  const steps = plan.steps.filter(
    (s) => s.due && there(s.goal) && (s.status === 'active' || s.status === 'planned'),
  );
  if (!efforts.length && !steps.length) return undefined;

  const earliest = addDays(today, -BACK_DAYS);
  const starts = efforts.filter((e) => !OVER.includes(e.status)).map((e) => e.start ?? today);
  const first = [earliest, ...starts].sort()[0] ?? earliest;
  const ends = [...efforts.map((e) => e.end ?? e.start), ...steps.map((s) => s.due)];
  const last =
    [addDays(today, AHEAD_DAYS), ...ends]
      .filter((d): d is Day => !!d)
      .sort()
      .at(-1) ?? today;
  const from = daysBetween(first, today) > LONGEST_DAYS / 2 ? addDays(today, -LONGEST_DAYS / 2) : first;
  const to = daysBetween(from, last) > LONGEST_DAYS ? addDays(from, LONGEST_DAYS) : addDays(last, 7);
  const width = daysBetween(from, to);
  const at = (day: Day): number => Math.max(0, Math.min(1, daysBetween(from, day) / width));

  const rows: Row[] = efforts.map((effort) => {
    const start = effort.start ?? today;
    return {
      id: effort.id,
      kind: 'effort',
      effort,
      area: goalArea(effort.goals[0]),
      phase: phaseOf(start, effort.end, OVER.includes(effort.status), today),
      from: at(start),
      // The last day is a day too.
      to: effort.end ? at(addDays(effort.end, 1)) : 1,
      open: !effort.end,
      pauses: (effort.pauses ?? []).map((p) => ({ from: at(p.from), to: at(addDays(p.to, 1)) })),
    };
  });
  for (const step of steps) {
    const due = step.due ?? today;
    rows.push({
      id: step.id,
      kind: 'step',
      step,
      area: goalArea(step.goal),
      phase: due < today ? 'now' : 'later',
      from: at(due),
      to: at(due),
      open: false,
      pauses: [],
    });
  }
  const ORDER: Phase[] = ['over', 'now', 'later'];
  const rank = (row: Row) => (row.kind === 'step' ? ORDER.length : ORDER.indexOf(row.phase));
  rows.sort((a, b) => rank(a) - rank(b) || a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1));
  for (const row of rows) {
    const before = row.effort?.after ?? row.step?.after;
    const index = before ? rows.findIndex((r) => r.id === before) : -1;
    if (index >= 0) row.after = index;
  }
  const months: Timeline['months'] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = `${addDays(day, 32).slice(0, 7)}-01`)
    if (day >= from) months.push({ day, at: at(day) });
  return { from, to, today: at(today), months, rows };
}
