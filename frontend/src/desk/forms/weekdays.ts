/** Weekdays ticked in a form ↔ the recurrence rule (RFC 5545 § 3.3.10) an effort is kept with. */
import { parseRule } from '$lib/text';

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export interface Weekdays {
  /** "0" = Monday … "6" = Sunday, in order. */
  days: string[];
  /** Every how many weeks, as typed. */
  every: string;
  /** False for a rule these two fields cannot show (daily, a count): it stays until weekdays are chosen. */
  readable: boolean;
}

export function weekdaysOf(rrule: string | undefined): Weekdays {
  const rule = parseRule(rrule);
  if (!rule) return { days: [], every: '1', readable: !rrule };
  return { days: rule.weekdays.map(String), every: String(rule.every), readable: true };
}

/** The rule for the ticked days; `before` as it is where it says the same or cannot be shown, '' for no days. */
export function ruleOf(days: readonly string[], every: string, before: string | undefined): string {
  const was = weekdaysOf(before);
  const chosen = [...new Set(days)].map(Number).sort((a, b) => a - b);
  const weeks = Math.max(1, Math.trunc(Number(every)) || 1);
  if (before && chosen.join() === was.days.join() && (chosen.length === 0 || weeks === Number(was.every))) {
    return chosen.length === 0 && was.readable ? '' : before;
  }
  if (!chosen.length) return '';
  const until = was.readable ? /(?:^|;)(UNTIL=[^;]+)/i.exec(before ?? '')?.[1] : undefined;
  return [
    'FREQ=WEEKLY',
    ...(weeks > 1 ? [`INTERVAL=${weeks}`] : []),
    `BYDAY=${chosen.map((d) => CODES[d]).join(',')}`,
    ...(until ? [until] : []),
  ].join(';');
}
