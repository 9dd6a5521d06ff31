/** What staff write about meetings, and how a citizen is reached; apart from `staff.ts`, which any desk page needs. */
import { call } from './client';
import type { CallAsked } from './staff-line';
import type {
  AgreementFields,
  ContactAttempt,
  Id,
  Instant,
  MeetingFields,
  SeriesKind,
  TimeSpan,
  Why,
  WriteResult,
} from './types';

export interface NewMeeting extends MeetingFields {
  id: Id;
}
export interface Booking {
  kind: SeriesKind;
  meetings: NewMeeting[];
}
export type WarningCode =
  | 'overlap'
  | 'too_tight'
  | 'too_many'
  | 'too_late'
  | 'holiday'
  | 'during_effort'
  | 'other_consultant'
  | 'interpreter_missing'
  | 'past'
  | 'place_missing';
/** What speaks against a time. It never stops anybody. */
export interface MeetingWarning {
  code: WarningCode;
  meeting: Id;
  other?: Id;
  /** Plain Danish from the server. */
  text: string;
}

const put = <T>(path: string, body: object, key: string): Promise<T> =>
  call<T>(path, { method: 'PUT', body, key });
const meetingPath = (plan: Id, meeting: Id) => `/plans/${plan}/meetings/${meeting}`;

/** What speaks against these meetings, asked before they are saved; changes nothing. */
export const checkMeetings = (plan: Id, booking: Booking) =>
  call<{ warnings: MeetingWarning[] }>(`/plans/${plan}/meetings/check`, { method: 'POST', body: booking });
/** All of them or none. */
export const bookMeetings = (plan: Id, id: Id, booking: Booking & Why, key: string) =>
  put<WriteResult>(`/plans/${plan}/bookings/${id}`, booking, key);
export const cancelMeeting = (plan: Id, meeting: Id, why: string, key: string) =>
  put<WriteResult>(`${meetingPath(plan, meeting)}/cancellation`, { why }, key);
/** Answers an absence; with a meeting, that one is booked in its place in the same breath. */
export const answerAbsence = (
  plan: Id,
  meeting: Id,
  fields: { answer: string; proposed_times?: TimeSpan[]; meeting?: NewMeeting },
  key: string,
) => put<WriteResult>(`${meetingPath(plan, meeting)}/absence/answer`, fields, key);
export const answerPickUp = (
  plan: Id,
  meeting: Id,
  fields: { answer: 'yes' | 'no'; transport?: { who: Id; leaves: Instant; text: string }; text?: string },
  key: string,
) => put<WriteResult>(`${meetingPath(plan, meeting)}/pick-up`, fields, key);
/** A "yes" with a meeting books it in the same breath. */
export const answerRequest = (
  plan: Id,
  request: Id,
  fields: { answer: 'yes' | 'no'; text?: string; meeting?: NewMeeting; proposed_times?: TimeSpan[] },
  key: string,
) => put<WriteResult>(`/plans/${plan}/requests/${request}/answer`, fields, key);
/** At most three lines; agreements made at the meeting come onto the board with it. */
export const putSummary = (
  plan: Id,
  meeting: Id,
  fields: { text: string; agreements?: ({ id: Id } & AgreementFields)[] },
  key: string,
) => put<WriteResult>(`${meetingPath(plan, meeting)}/summary`, fields, key);

export type Channel = 'push' | 'sms' | 'email' | 'call';
/** A citizen whom no channel reached about a meeting: he must be rung. */
export interface Call {
  id: Id;
  plan: Id;
  citizen: Id;
  citizen_name: string;
  phone?: string;
  meeting?: Id;
  /** When the meeting begins. */
  start: Instant;
  kind: string;
  since: Instant;
  /** `missed`: a call comes too late for the meeting. */
  state: 'waiting' | 'missed';
  /** How many calls nobody answered. */
  tries: number;
  tried: { channel: Channel; state: string; at: Instant }[];
}
/** How well the citizen can be reached. */
export interface Reach {
  phones: number;
  sms: boolean;
  email: boolean;
  last_reached_at?: Instant;
  cannot_be_woken: boolean;
  failed: {
    id: Id;
    kind: string;
    meeting?: Id;
    due_at: Instant;
    state: string;
    channel: Channel;
    why?: string;
  }[];
}
export const listCalls = () => call<{ calls: Call[]; asked: CallAsked[] }>('/me/calls');
export const endCall = (
  id: Id,
  fields: { how: ContactAttempt['how']; reached: boolean; note?: string },
  key: string,
) => put<{ id: Id; done: boolean }>(`/me/calls/${id}`, fields, key);
export const getReach = (plan: Id) => call<Reach>(`/plans/${plan}/reach`);
