/**
 * What the citizen has said about meetings and waits to hear of: the most pressing first. Pure.
 *
 * An absence and a request must be answered; a companion who cannot come is answered by making another way there.
 */
import type { CitizenRow, Id, Instant, Meeting, MeetingRequest, Plan } from '$lib/api';

type Along = NonNullable<Meeting['companion_answers']>[number];
export type MeetingWait =
  | { what: 'meeting_request'; id: Id; since: Instant; request: MeetingRequest }
  | { what: 'absence'; id: Id; since: Instant; meeting: Meeting }
  | { what: 'pick_up'; id: Id; since: Instant; meeting: Meeting }
  | { what: 'summary'; id: Id; since: Instant; meeting: Meeting }
  | { what: 'companion'; id: Id; since: Instant; meeting: Meeting; said: Along };

const ORDER: readonly MeetingWait['what'][] = [
  'meeting_request',
  'absence',
  'pick_up',
  'companion',
  'summary',
];

const isStaff = (plan: Plan): boolean =>
  ['consultant', 'deputy', 'professional'].includes(plan.viewer.relation);

/** Whoever holds the meeting answers for it, and so does the citizen's consultant or who stands in for her. */
const answersFor = (plan: Plan, meeting: Meeting, me: Id | undefined): boolean =>
  plan.viewer.relation === 'consultant' ||
  plan.viewer.relation === 'deputy' ||
  (!!me && (meeting.with ?? []).includes(me));

/** A wish to be fetched or a companion's no only matters until the meeting begins. `now` in ms. */
const stillAhead = (meeting: Meeting, now: number): boolean =>
  meeting.status === 'planned' && Date.parse(meeting.start) > now;

/** Same-day requests first, then what has waited longest of the kind that presses most. `now` in ms. */
export function meetingWaits(plan: Plan, me: Id | undefined, now: number): MeetingWait[] {
  const out: MeetingWait[] = [];
  // Whoever of the staff sees a request may answer it.
  if (isStaff(plan))
    for (const request of plan.meeting_requests ?? [])
      if (request.status === 'waiting')
        out.push({ what: 'meeting_request', id: request.id, since: request.at, request });
  for (const meeting of plan.meetings) {
    if (meeting.partial || !answersFor(plan, meeting, me)) continue;
    const { absence, pick_up, summary_answer } = meeting;
    if (
      absence &&
      !absence.answered_at &&
      meeting.status === 'planned' &&
      (meeting.rsvp?.status ?? 'no') === 'no'
    )
      out.push({ what: 'absence', id: `${meeting.id}/absence`, since: absence.reported_at, meeting });
    if (pick_up && !pick_up.answer && stillAhead(meeting, now))
      out.push({ what: 'pick_up', id: `${meeting.id}/pick-up`, since: pick_up.asked_at, meeting });
    if (summary_answer?.status === 'corrected')
      out.push({ what: 'summary', id: `${meeting.id}/summary`, since: summary_answer.at, meeting });
    for (const said of meeting.companion_answers ?? [])
      if (said.answer === 'cannot' && stillAhead(meeting, now) && meeting.companions.includes(said.who))
        out.push({ what: 'companion', id: `${meeting.id}/${said.who}`, since: said.at, meeting, said });
  }
  const today = (w: MeetingWait) => Number(w.what === 'meeting_request' && w.request.when === 'today');
  return out.sort(
    (a, b) =>
      today(b) - today(a) ||
      ORDER.indexOf(a.what) - ORDER.indexOf(b.what) ||
      Date.parse(a.since) - Date.parse(b.since),
  );
}

/** The form of meeting that a wish asks for; undefined where it names none. */
export const formOf = (wants: string | undefined): Meeting['form'] | undefined =>
  wants === 'phone' || wants === 'walk' || wants === 'home_visit' ? wants : undefined;

/** When an answer is due, as the server counts the office's hours; undefined where it says nothing of it. */
export const dueOf = (wait: MeetingWait, row: CitizenRow | undefined): Instant | undefined =>
  row?.waiting.find((w) =>
    wait.what === 'meeting_request'
      ? w.meeting_request === wait.request.id
      : w.what === wait.what && w.meeting === wait.meeting.id,
  )?.due;
