/** What the citizen and his people answer about meetings, through the outbox. */
import { newId } from '../api/client';
import type {
  AbsenceReason,
  AbsenceWants,
  AlongAnswer,
  Id,
  Instant,
  Meeting,
  MeetingForm,
  Rev,
  TimeSpan,
} from '../api/types';
import { write, type WriteKind } from '../outbox';
import type { OpenPlan } from '../sync';

export interface AnswerFields {
  answer?: 'yes' | 'no';
  reason?: AbsenceReason;
  text?: string;
  wants?: AbsenceWants;
  /** One of the meeting's `may_choose_form`. */
  form?: MeetingForm;
  /** All of those who are asked along. */
  companions?: Id[];
  /** To be fetched, and what one should know for it. */
  pick_up?: boolean;
  pick_up_words?: string;
}
export interface RequestFields {
  when: 'today' | 'soon';
  words?: string;
  form?: MeetingForm;
  pick_up?: boolean;
  call?: boolean;
  wished_times?: TimeSpan[];
}
const put = (open: OpenPlan, kind: WriteKind, target: Id, body: object, base?: Rev): Promise<void> =>
  write({ plan: open.id, kind, target, body: { ...body }, base });

/** A yes or a no holds for the time on screen only: the server refuses it once the meeting is moved. */
export const answerMeeting = (open: OpenPlan, m: Meeting, fields: AnswerFields) =>
  put(open, 'meeting_answer', m.id, { ...fields, ...(fields.answer && { start: m.start }) }, open.rev);
/** `start` is one of the proposed times'. */
export const chooseTime = (open: OpenPlan, m: Meeting, start: Instant) =>
  put(open, 'meeting_time', m.id, { start });
export const answerAlong = (open: OpenPlan, m: Meeting, fields: { answer: AlongAnswer; leaves?: Instant }) =>
  put(open, 'meeting_along', m.id, fields);
export const answerSummary = (
  open: OpenPlan,
  m: Meeting,
  fields: { status: 'confirmed' | 'corrected'; text?: string },
) => put(open, 'summary_answer', m.id, fields);
export const requestMeeting = (open: OpenPlan, fields: RequestFields) =>
  put(open, 'meeting_request', newId(), fields);
/** `start` is one of the proposed times': the meeting is booked by it. */
export const chooseRequestTime = (open: OpenPlan, request: Id, start: Instant) =>
  put(open, 'request_time', request, { start });
export const withdrawRequest = (open: OpenPlan, request: Id) =>
  put(
    open,
    'meeting_request',
    request,
    { status: 'withdrawn' },
    open.server?.meeting_requests?.some((r) => r.id === request) ? open.rev : undefined,
  );
