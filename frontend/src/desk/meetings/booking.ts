/** Several meetings booked at once: the days of a series, and the three short meetings of an assessment day. Pure. */
import type { Day } from '$lib/api';
import { addDays } from '$lib/text';
import { isClock } from '../forms/typed';

/** Requirement B17: an assessment day is three meetings of half an hour. */
export const ASSESSMENT = { meetings: 3, minutes: 30 } as const;
/** Room to breathe, and to find the next door. */
export const BREAK_MINUTES = 10;
/** What one booking may hold; the server decides, this is what is asked for. */
export const MOST_MEETINGS = 20;

/** The same weekday `times` times, every `weeks` weeks. Days, not instants: DST moves no meeting on the wall. */
export function seriesDays(first: Day, weeks: number, times: number): Day[] {
  return Array.from({ length: times }, (_, n) => addDays(first, n * 7 * weeks));
}

/** `HH:MM` so many minutes on; undefined past midnight. */
export function later(time: string, minutes: number): string | undefined {
  if (!isClock(time)) return undefined;
  const total = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes;
  if (total >= 24 * 60) return undefined;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** Minutes from one clock to another the same day; undefined when one is none. */
export const minutesBetween = (from: string, to: string): number | undefined =>
  isClock(from) && isClock(to)
    ? Number(to.slice(0, 2)) * 60 +
      Number(to.slice(3)) -
      Number(from.slice(0, 2)) * 60 -
      Number(from.slice(3))
    : undefined;

/** From–to of each meeting of an assessment day that begins at `from`; undefined when it runs past midnight. */
export function assessmentTimes(
  from: string,
  pause: number = BREAK_MINUTES,
): { from: string; to: string }[] | undefined {
  const out: { from: string; to: string }[] = [];
  for (let n = 0; n < ASSESSMENT.meetings; n++) {
    const start = later(from, n * (ASSESSMENT.minutes + pause));
    const end = later(from, n * (ASSESSMENT.minutes + pause) + ASSESSMENT.minutes);
    if (!start || !end) return undefined;
    out.push({ from: start, to: end });
  }
  return out;
}
