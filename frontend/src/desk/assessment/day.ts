/** The talks of an assessment on the clock. Pure. */
import type { AssessmentTalk, Day, Meeting, Plan } from '$lib/api';
import { clockSpan, timeOf } from '$lib/text';
import { copenhagenMoment } from '../forms/time';
import { later } from '../meetings/booking';

/** From–to of talks of so many minutes one after another; undefined when they run past midnight. */
export function timesFrom(
  first: string,
  n: number,
  minutes: number,
  pause: number,
): { from: string; to: string }[] | undefined {
  const out: { from: string; to: string }[] = [];
  for (let i = 0; i < n; i++) {
    const from = later(first, i * (minutes + pause));
    const to = later(first, i * (minutes + pause) + minutes);
    if (!from || !to) return undefined;
    out.push({ from, to });
  }
  return out;
}

/** The instant of a day and a clock; undefined where there is none. */
export function at(day: Day, time: string): string | undefined {
  const moment = copenhagenMoment(day, time);
  return 'instant' in moment ? moment.instant : undefined;
}

export const meetingOf = (plan: Plan, talk: AssessmentTalk): Meeting | undefined =>
  plan.meetings.find((m) => m.id === (talk.moved_to ?? talk.meeting));

/** The same talks with the same breaks, from another day and clock on; of those that are still ahead. */
export function shifted(
  meetings: readonly Meeting[],
  day: Day,
  first: string,
): { id: string; start: string; end: string }[] | undefined {
  const start = at(day, first);
  const sorted = [...meetings].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const begin = sorted[0];
  if (!start || !begin) return undefined;
  const by = Date.parse(start) - Date.parse(begin.start);
  const move = (when: string) => new Date(Date.parse(when) + by).toISOString();
  return sorted.map((m) => ({ id: m.id, start: move(m.start), end: move(m.end) }));
}

export const spanOf = (m: Meeting): string => clockSpan(timeOf(m.start), timeOf(m.end));
/** What looks like the code of a diagnosis, as the server refuses it. */
export const looksLikeDiagnosis = (text: string): boolean =>
  /\bD?[A-Za-z][0-9]{2}\.[0-9Xx]|\bD[A-Z][0-9]{2,4}[A-Z]?\b|\bF[0-9]{2}\b/.test(text);

/** What a form holds, as it is now: read whole, so that whoever follows it hears of every change. */
export const copyOf = <T>(said: T): T => JSON.parse(JSON.stringify(said)) as T;
