/**
 * A meeting's day and clock as people write them, and the instant they mean. The clock is the one on the wall in
 * Copenhagen, whatever zone the browser stands in (a laptop set to London books the same hour).
 */
import type { Day, Instant } from '$lib/api';
import { dayOf, fromCopenhagen, timeOf } from '$lib/text';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export type Moment =
  | { instant: Instant }
  /** `missing`: no whole day and clock; `skipped`: that hour does not exist (the clock is put forward, EU 2000/84). */
  | { problem: 'missing' | 'skipped' };

/**
 * The instant of a day and `HH:MM` on the wall, as RFC 3339 with Copenhagen's own offset (`2026-11-26T14:00:00+01:00`).
 * In the hour that comes twice in October it is the first one, still summer time.
 */
export function copenhagenMoment(day: Day, time: string): Moment {
  if (!DAY.test(day) || !TIME.test(time)) return { problem: 'missing' };
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return { problem: 'missing' };
  const at = Date.parse(fromCopenhagen(day, time));
  if (dayOf(at) !== day || timeOf(at) !== time) return { problem: 'skipped' };
  const hours = Math.round((wall - at) / 3_600_000);
  return { instant: `${day}T${time}:00+${String(hours).padStart(2, '0')}:00` };
}

/** An instant as the day and clock it is in Copenhagen; empty for no instant. */
export function wallOf(at: Instant | undefined): { day: Day; time: string } {
  return at && !Number.isNaN(Date.parse(at)) ? { day: dayOf(at), time: timeOf(at) } : { day: '', time: '' };
}
