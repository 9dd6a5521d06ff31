/** Times one proposes: typed as days and clocks, sent as instants. Pure. */
import type { Instant, TimeSpan } from '$lib/api';
import { isClock, isDay } from '../forms/typed';
import { copenhagenMoment } from '../forms/time';
import { later } from './booking';

export interface TypedTime {
  day: string;
  from: string;
  to: string;
}
export type TimeProblem = 'missingTime' | 'day' | 'clock' | 'skipped' | 'order';

/** The span a day and two clocks mean, or what is wrong with them. */
export function spanOf({ day, from, to }: TypedTime): TimeSpan | { problem: TimeProblem } {
  if (!day || !from || !to) return { problem: 'missingTime' };
  if (!isDay(day)) return { problem: 'day' };
  if (!isClock(from) || !isClock(to)) return { problem: 'clock' };
  const [start, end] = [copenhagenMoment(day, from), copenhagenMoment(day, to)];
  if ('problem' in start || 'problem' in end) return { problem: 'skipped' };
  if (Date.parse(end.instant) <= Date.parse(start.instant)) return { problem: 'order' };
  return { start: start.instant, end: end.instant };
}
export const isEmptyTime = (t: TypedTime): boolean => !t.day && !t.from && !t.to;

/** Every time that somebody began to write; the first problem among them, with its place. */
export function spansOf(
  times: readonly TypedTime[],
): { spans: TimeSpan[] } | { problem: TimeProblem; at: number } {
  const spans: TimeSpan[] = [];
  for (const [at, time] of times.entries()) {
    if (isEmptyTime(time)) continue;
    const span = spanOf(time);
    if ('problem' in span) return { problem: span.problem, at };
    spans.push(span);
  }
  return spans.length ? { spans } : { problem: 'missingTime', at: 0 };
}

/** How long something lasts, in whole minutes. */
export const minutesOf = (start: Instant, end: Instant): number =>
  Math.round((Date.parse(end) - Date.parse(start)) / 60_000);

/** The end that goes with a start: the same length as before, while nobody has typed another. */
export const endFor = (from: string, minutes: number): string => later(from, minutes) ?? '';

/** The next half hour at least ten minutes ahead of `HH:MM`, for a meeting the same day. */
export function nextHalfHour(time: string): string {
  const soon = later(time, 10) ?? time;
  const minutes = Number(soon.slice(3));
  return minutes === 0 || minutes === 30 ? soon : (later(soon, 30 - (minutes % 30)) ?? soon);
}
