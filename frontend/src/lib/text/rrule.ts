/**
 * The part of RFC 5545's recurrence rules that efforts use: weekly on named weekdays, possibly every n weeks.
 *
 * Anything else is "we do not know", never a guess: such an effort is shown by its plain schedule text instead.
 */
import type { Day, Effort } from '../api/types';
import { addDays, daysBetween, weekdayOf } from './dates';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface WeeklyRule {
  /** 0 = Monday … 6 = Sunday, in order. */
  weekdays: number[];
  /** Every how many weeks, counted from the week of the first day. */
  every: number;
  until?: Day;
}

/** Reads `FREQ=WEEKLY;BYDAY=MO,TU[;INTERVAL=n][;UNTIL=…]`; undefined for every other rule. */
export function parseRule(rrule: string | undefined): WeeklyRule | undefined {
  if (!rrule) return undefined;
  const rule: WeeklyRule = { weekdays: [], every: 1 };
  let weekly = false;
  for (const part of rrule.replace(/^RRULE:/i, '').split(';')) {
    const [name = '', value = ''] = part.toUpperCase().split('=');
    if (name === 'FREQ') weekly = value === 'WEEKLY';
    else if (name === 'BYDAY') {
      rule.weekdays = value.split(',').map((d) => DAYS.indexOf(d));
      if (rule.weekdays.includes(-1)) return undefined;
    } else if (name === 'INTERVAL') {
      rule.every = Number(value);
      if (!Number.isInteger(rule.every) || rule.every < 1) return undefined;
    } else if (name === 'UNTIL') {
      rule.until = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
    } else if (name !== 'WKST') return undefined;
  }
  rule.weekdays.sort((a, b) => a - b);
  return weekly && rule.weekdays.length ? rule : undefined;
}

type Scheduled = Pick<Effort, 'rrule' | 'start' | 'end' | 'pauses' | 'status'>;

/** The pause that covers a day, both ends included. */
export const pauseOn = (effort: Pick<Effort, 'pauses'>, day: Day) =>
  effort.pauses?.find((p) => p.from <= day && day <= p.to);

/** Whether the effort's rule names that day, whatever its pauses say. */
export function ruleNames(effort: Scheduled, day: Day): boolean {
  const rule = parseRule(effort.rrule);
  if (!rule) return false;
  if ((effort.start && day < effort.start) || (effort.end && day > effort.end)) return false;
  if (rule.until && day > rule.until) return false;
  if (!rule.weekdays.includes(weekdayOf(day))) return false;
  if (rule.every === 1 || !effort.start) return true;
  const firstMonday = addDays(effort.start, -weekdayOf(effort.start));
  return Math.floor(daysBetween(firstMonday, day) / 7) % rule.every === 0;
}

/** Whether the effort happens that day: its rule names the day, it runs, and no pause covers it. */
export const happensOn = (effort: Scheduled, day: Day): boolean =>
  (effort.status === 'active' || effort.status === 'planned') &&
  ruleNames(effort, day) &&
  !pauseOn(effort, day);
