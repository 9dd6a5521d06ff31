/** What is missing before a meeting, while there is still time to do something about it. Pure. */
import type { Meeting } from '$lib/api';

const HOUR = 3_600_000;
/** Requirement B11: a mandatory meeting that nobody has said yes to is rung about a day before. */
export const CONFIRM_HOURS = 24;
/** Requirement B16: an interpreter is booked three days before, or it is too late to get one. */
export const INTERPRETER_HOURS = 72;

/** `unconfirmed`: ring; `interpreter`: book one. `now` in ms. */
export function alarmsOf(meeting: Meeting, now: number): ('unconfirmed' | 'interpreter')[] {
  const left = Date.parse(meeting.start) - now;
  if (meeting.partial || meeting.status !== 'planned' || left <= 0) return [];
  const out: ('unconfirmed' | 'interpreter')[] = [];
  const answered = meeting.rsvp?.status === 'yes' || meeting.rsvp?.status === 'no' || !!meeting.absence;
  if (meeting.mandatory && !answered && left <= CONFIRM_HOURS * HOUR) out.push('unconfirmed');
  if (meeting.interpreter && !meeting.interpreter.booked && left <= INTERPRETER_HOURS * HOUR)
    out.push('interpreter');
  return out;
}
