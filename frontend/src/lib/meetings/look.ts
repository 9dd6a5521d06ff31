/** Reading meetings: what is still ahead, who answers, what waits for whom. Pure. */
import type { Contact, Id, Instant, Meeting, MeetingRequest, Plan, TimeSpan } from '../api/types';
import { meetingsByTime, person } from '../plan/look';

/** Still to be held; `now` in ms. */
export const isAhead = (m: Meeting, now: number): boolean =>
  m.status === 'planned' && Date.parse(m.end) > now;

/** Whether somebody drives the citizen to it, as far as it says. */
export const isDriven = (m: Meeting): boolean =>
  !!m.transport || m.pick_up?.answer === 'yes' || !!m.companion_answers?.some((a) => a.answer === 'drives');

/** Who answers what the citizen says of a meeting: the consultant where she is there, else the first of staff, else her. */
export function answerer(plan: Plan, m: Meeting): Id {
  const staff = m.with.find((id) => person(plan, id)?.role === 'professional');
  return m.with.includes(plan.consultant) ? plan.consultant : (staff ?? plan.consultant);
}

/** Something stands there that one can find. */
export const placed = ({ place }: Meeting): boolean => !!(place?.name || place?.address || place?.find_way);
/** A meeting in a form that needs a place, and nobody has said where. */
const WITHOUT_PLACE: readonly Meeting['form'][] = ['phone', 'home_visit', 'video'];
export const lacksPlace = (m: Meeting, now: number): boolean =>
  isAhead(m, now) && (m.form === 'video' ? !m.link : !placed(m) && !WITHOUT_PLACE.includes(m.form));

/** Only before it begins can one say whether one comes. */
export const mayAnswer = (m: Meeting, now: number): boolean =>
  m.status === 'planned' && Date.parse(m.start) > now;

/** That he cannot come, as long as it holds: it stays on record when the meeting is moved or he comes after all. */
export const absenceNow = (m: Meeting): NonNullable<Meeting['absence']> | undefined =>
  !m.rsvp || m.rsvp.status === 'no' ? m.absence : undefined;
/** Said that he cannot come, and nobody has answered. */
export const absenceWaits = (m: Meeting): boolean =>
  m.status === 'planned' && absenceNow(m)?.answered_at === undefined && !!absenceNow(m);
/** By when an answer comes: what has passed is no promise any more. */
export const dueAhead = (due: Instant | undefined, now: number): Instant | undefined =>
  due && Date.parse(due) > now ? due : undefined;
/** The times one can choose among now, earliest first. */
export const timesOf = (proposed: readonly TimeSpan[] | undefined, now: number): TimeSpan[] =>
  (proposed ?? [])
    .filter((span) => Date.parse(span.start) > now)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
/** Times are proposed for a meeting, and none is chosen. */
export const timesFor = (m: Meeting, now: number): TimeSpan[] =>
  m.status === 'planned' ? timesOf(absenceNow(m)?.proposed_times, now) : [];
/** How long a summary is asked about on the pages that say what waits. */
const SUMMARY_MS = 8 * 86_400_000;
export const summaryAsks = (m: Meeting, now: number): boolean =>
  m.status === 'held' &&
  !!m.summary_shared &&
  !m.summary_answer &&
  !m.summary_confirmed_by_citizen &&
  now - Date.parse(m.end) < SUMMARY_MS;

const asksOf = (plan: Plan, call: boolean): MeetingRequest[] =>
  (plan.meeting_requests ?? [])
    .filter((r) => r.status !== 'withdrawn' && !!r.call === call)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
/** The newest first; those taken back are not shown. */
export const requestsOf = (plan: Plan): MeetingRequest[] => asksOf(plan, false);
/** The same of calls that were asked for. */
export const callsOf = (plan: Plan): MeetingRequest[] => asksOf(plan, true);

export interface Waiting {
  what: 'times' | 'summary' | 'absence' | 'pick_up' | 'request' | 'answered';
  meeting?: Meeting;
  request?: MeetingRequest;
}
/** An answer to a request stays a while on today's page. */
const ANSWER_MS = 2 * 86_400_000;
/** What meetings ask of the citizen, and what he waits for; his own turn first. */
export function waitingOf(plan: Plan, now: number): Waiting[] {
  const all = meetingsByTime(plan);
  const ahead = all.filter((m) => isAhead(m, now));
  const of = (what: Waiting['what'], meetings: Meeting[]) => meetings.map((meeting) => ({ what, meeting }));
  const requests = requestsOf(plan);
  return [
    ...of(
      'times',
      all.filter((m) => timesFor(m, now).length),
    ),
    ...requests
      .filter(
        (r) =>
          timesOf(r.proposed_times, now).length ||
          (r.answered_at && now - Date.parse(r.answered_at) < ANSWER_MS),
      )
      .map((request) => ({ what: 'answered' as const, request })),
    ...of(
      'summary',
      // One question at a time; the others stand with their meetings.
      all.filter((m) => summaryAsks(m, now)).slice(-1),
    ),
    ...of('absence', ahead.filter(absenceWaits)),
    ...of(
      'pick_up',
      ahead.filter((m) => m.pick_up && !m.pick_up.answer),
    ),
    ...requests
      .filter((r) => r.status === 'waiting')
      .map((request) => ({ what: 'request' as const, request })),
  ];
}

const TEN_MIN_MS = 600_000;
/** An instant as the choices below have it: the server leaves out the milliseconds. */
export const sameForm = (at: Instant | undefined): Instant => (at ? new Date(at).toISOString() : '');
/** When a ride to a meeting may begin: every ten minutes of the three hours before, and what is chosen already. */
export function ridesBefore(m: Meeting, also = ''): Instant[] {
  const start = Math.floor(Date.parse(m.start) / TEN_MIN_MS) * TEN_MIN_MS;
  const all = Array.from({ length: 18 }, (_, n) => new Date(start - (n + 1) * TEN_MIN_MS).toISOString());
  return [...new Set([...all, sameForm(also)])].filter(Boolean).sort();
}

/** Whom the citizen can ask along: his people who said that they come to meetings. */
export const canCome = (plan: Plan): Contact[] =>
  plan.contacts.filter(
    (c) =>
      c.status === 'active' && (c.can_do ?? []).some((may) => may === 'accompany' || may === 'transport'),
  );

/** Whether a contact is asked along. */
export const askedAlong = (m: Meeting, contact: Id): boolean => m.companions.includes(contact);
