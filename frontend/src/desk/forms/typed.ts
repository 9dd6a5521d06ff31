/**
 * Days and clocks as a caseworker types them. The browser's own fields follow the browser's language: in an English one
 * 1 December stands as 12/01 and half past two as 02:30 PM, and what is read wrong is booked wrong. These read and show
 * the Danish way wherever the browser comes from.
 *
 * What is typed and cannot be read is kept as it was typed: the form says so, and nobody's letters vanish.
 */
import type { Day } from '$lib/api';
import { daysBetween, shortDay } from '$lib/text';

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const pad = (n: number | string): string => String(n).padStart(2, '0');

/** A day of the calendar, `YYYY-MM-DD`; 31 February is none. */
export function isDay(text: string): boolean {
  const at = ISO_DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
}
/** `HH:MM` of a day, 24 hours. */
export const isClock = (text: string): boolean => CLOCK.test(text);

/**
 * "1.12.2026", "1/12-26", "1 12", "011226", "2026-12-01" as `YYYY-MM-DD`: the day first, then the month, as in Danish.
 * Without a year it is the nearest such day to `today`. What is no day comes back as it was typed.
 */
export function readDay(typed: string, today: Day): string {
  const text = typed.trim();
  if (isDay(text)) return text;
  const parts =
    /^(\d{1,2})[.\-/ ]+(\d{1,2})(?:[.\-/ ]+(\d{4}|\d{2})?)?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  if (!parts) return text;
  const [, day = '', month = '', year] = parts;
  const on = (y: number | string): string => `${y}-${pad(month)}-${pad(day)}`;
  if (year) {
    const exact = on(year.length === 2 ? `20${year}` : year);
    return isDay(exact) ? exact : text;
  }
  const now = Number(today.slice(0, 4));
  const near = [now - 1, now, now + 1].map(on).filter(isDay);
  near.sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
  return near[0] ?? text;
}
/** A day as one types it: "1.12.2026". */
export const typedDay = (day: string): string => (isDay(day) ? shortDay(day) : day);

/** "9", "9.30", "9:30", "0930", "kl. 9,30" as `HH:MM`. What is no clock comes back as it was typed. */
export function readClock(typed: string): string {
  const text = typed.trim();
  const parts =
    /^(?:kl\.? *)?(\d{1,2})(?:[.:,](\d{2}))?$/i.exec(text) ?? /^(?:kl\.? *)?(\d{1,2})(\d{2})$/i.exec(text);
  const clock = parts && `${pad(parts[1] ?? '')}:${parts[2] ?? '00'}`;
  return clock && isClock(clock) ? clock : text;
}
/** A clock as one types it: "09.30". */
export const typedClock = (clock: string): string => (isClock(clock) ? clock.replace(':', '.') : clock);
