/** Days and clocks as the desk types them; apart from `dates.ts`, of which today's page needs the rest. */
import type { Day, Instant } from '../api/types';
import { dayOf, timeOf } from './dates';

/** The instant of a day and `HH:MM` in Copenhagen; a time that DST skips becomes the same time an hour on. */
export function fromCopenhagen(day: Day, time: string): Instant {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // The wall clock is ahead of UTC by one or two hours; try the summer reading first.
  for (const hours of [2, 1]) {
    const at = asUtc - hours * 3_600_000;
    if (dayOf(at) === day && timeOf(at) === time) return new Date(at).toISOString();
  }
  return new Date(asUtc - 3_600_000).toISOString();
}

/** "1.12.2026": the day first, in English too, for it is a Danish desk's paper. */
export const shortDay = (day: Day): string =>
  `${Number(day.slice(8))}.${Number(day.slice(5, 7))}.${day.slice(0, 4)}`;
