/**
 * Days and clocks as people in Denmark say them. The zone is always Europe/Copenhagen, whatever the phone thinks.
 *
 * A `Day` is `YYYY-MM-DD`; arithmetic on days never passes through a time zone, so DST cannot move one.
 */
import type { Day, Instant } from '../api/types';
import { language, type Language } from '../i18n/i18n.svelte';

export const ZONE = 'Europe/Copenhagen';
const LOCALE: Record<Language, string> = { da: 'da-DK', en: 'en-GB' };
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(lang: Language, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + zone + JSON.stringify(options);
  let f = formats.get(key);
  if (!f) formats.set(key, (f = new Intl.DateTimeFormat(LOCALE[lang], { ...options, timeZone: zone })));
  return f;
}
/** Made when it is needed first: to make one takes a slow phone longer than to draw a row of the board. */
const relatives: Partial<Record<Language, Intl.RelativeTimeFormat>> = {};
const relative = (lang: Language): Intl.RelativeTimeFormat =>
  (relatives[lang] ??= new Intl.RelativeTimeFormat(LOCALE[lang], { numeric: 'auto' }));
const ms = (at: Instant | number): number => (typeof at === 'number' ? at : Date.parse(at));

/** What the wall says at the beginning of an hour since 1970, kept: to ask Intl takes longer than all else a date needs. */
const hours = new Map<number, string>();
/** `YYYY-MM-DD HH:MM` in Copenhagen, which is whole hours from UTC. */
function wall(at: Instant | number): string {
  const instant = ms(at);
  const hour = Math.floor(instant / 3_600_000);
  let begins = hours.get(hour);
  if (!begins) {
    const parts = format('en', ZONE, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(instant);
    const w = Object.fromEntries(parts.map((p) => [p.type, p.value]));
    hours.set(hour, (begins = `${w.year}-${w.month}-${w.day} ${w.hour}`));
  }
  return begins + new Date(instant).toISOString().slice(13, 16);
}

/** The day it is in Copenhagen at an instant. */
export const dayOf = (at: Instant | number): Day => wall(at).slice(0, 10);
/** `HH:MM` on the wall in Copenhagen at an instant. */
export const timeOf = (at: Instant | number): string => wall(at).slice(11);
const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
export const addDays = (day: Day, n: number): Day =>
  new Date(utc(day) + n * DAY_MS).toISOString().slice(0, 10);
/** Days from `a` to `b`; negative when `b` lies before. */
export const daysBetween = (a: Day, b: Day): number => Math.round((utc(b) - utc(a)) / DAY_MS);
/** 0 = Monday … 6 = Sunday. */
export const weekdayOf = (day: Day): number => (new Date(utc(day)).getUTCDay() + 6) % 7;

/** "torsdag 26. november"; with the year when it is not the year of `today`. */
export function longDay(day: Day, today?: Day, lang: Language = language()): string {
  const at = utc(day);
  const weekday = format(lang, 'UTC', { weekday: 'long' }).format(at);
  const year = today && today.slice(0, 4) !== day.slice(0, 4) ? ` ${day.slice(0, 4)}` : '';
  return `${weekday} ${dayMonth(day, lang)}${year}`;
}
/** "26. november". */
export function dayMonth(day: Day, lang: Language = language()): string {
  const month = format(lang, 'UTC', { month: 'long' }).format(utc(day));
  return lang === 'da' ? `${Number(day.slice(8))}. ${month}` : `${Number(day.slice(8))} ${month}`;
}
/** "nov.", as it stands over a column. */
export const monthName = (day: Day, lang: Language = language()): string =>
  format(lang, 'UTC', { month: 'short' }).format(utc(day));
/** "26. november 2026". */
export const fullDay = (day: Day, lang: Language = language()): string =>
  `${dayMonth(day, lang)} ${day.slice(0, 4)}`;

/** `09:00` as "9", `09:30` as "9.30" (English "9:00", "9:30"). */
export function shortTime(time: string, lang: Language = language()): string {
  const [h = '0', m = '00'] = time.split(':');
  if (lang === 'en') return `${Number(h)}:${m}`;
  return m === '00' ? String(Number(h)) : `${Number(h)}.${m}`;
}
/** "kl. 10" / "at 10:00", from an instant. */
export const atClock = (at: Instant | number, lang: Language = language()): string =>
  `${lang === 'da' ? 'kl.' : 'at'} ${shortTime(timeOf(at), lang)}`;
/** "kl. 9-12" from two `HH:MM`. */
export const clockSpan = (from: string, to: string, lang: Language = language()): string =>
  `${lang === 'da' ? 'kl.' : 'at'} ${shortTime(from, lang)}-${shortTime(to, lang)}`;
/** "torsdag 26. november kl. 14". */
export const dayAndClock = (at: Instant, today?: Day, lang: Language = language()): string =>
  `${longDay(dayOf(at), today, lang)} ${atClock(at, lang)}`;

/** "i dag", "i morgen", "om 4 dage", "for 2 dage siden". */
export function dayFromToday(day: Day, today: Day, lang: Language = language()): string {
  return relative(lang).format(daysBetween(today, day), 'day');
}
/** How long ago: "lige nu", "for 5 minutter siden", "for 3 timer siden", "i går", "for 4 dage siden". */
export function ago(at: Instant | number, nowMs: number, lang: Language = language()): string {
  const minutes = Math.floor((nowMs - ms(at)) / 60_000);
  if (minutes < 1) return lang === 'da' ? 'lige nu' : 'just now';
  if (minutes < 60) return relative(lang).format(-minutes, 'minute');
  if (minutes < 24 * 60) return relative(lang).format(-Math.floor(minutes / 60), 'hour');
  return relative(lang).format(daysBetween(dayOf(nowMs), dayOf(at)), 'day');
}
/** "45 minutter", "1 time", "1½ time", "2 timer" between two instants. */
export function duration(from: Instant, to: Instant, lang: Language = language()): string {
  const minutes = Math.max(0, Math.round((ms(to) - ms(from)) / 60_000));
  const da = lang === 'da';
  if (minutes < 60) return `${minutes} ${da ? 'minutter' : 'minutes'}`;
  const half = minutes % 60 === 30;
  if (minutes % 60 !== 0 && !half) {
    const rest = `${Math.floor(minutes / 60)} ${da ? 't.' : 'h'} ${minutes % 60} min.`;
    return rest;
  }
  const hours = Math.floor(minutes / 60);
  const one = hours === 1;
  return `${hours}${half ? '½' : ''} ${da ? (one ? 'time' : 'timer') : one && !half ? 'hour' : 'hours'}`;
}
/** Which greeting fits the hour in Copenhagen. */
export function partOfDay(at: number): 'morning' | 'day' | 'evening' {
  const hour = Number(timeOf(at).slice(0, 2));
  if (hour >= 5 && hour < 10) return 'morning';
  return hour >= 10 && hour < 18 ? 'day' : 'evening';
}
