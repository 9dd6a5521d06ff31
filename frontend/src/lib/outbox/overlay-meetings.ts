/** What waits about meetings, laid over the plan: answers, a chosen time, a wish for a meeting. Pure. */
import type { Id, Instant, Meeting, MeetingForm, MeetingRequest, Plan } from '../api/types';
import type { Item } from './rules';

type Fields = Record<string, unknown>;

function answered(m: Meeting, body: Fields, by: Id, at: Instant): Meeting {
  const next: Meeting = { ...m };
  const { answer, form, companions, pick_up, pick_up_words, reason, text, wants } = body as {
    answer?: 'yes' | 'no';
    form?: MeetingForm;
    companions?: Id[];
    pick_up?: boolean;
    pick_up_words?: string;
  } & Pick<NonNullable<Meeting['absence']>, 'reason' | 'text' | 'wants'>;
  if (answer) next.rsvp = { status: answer, at };
  if (answer === 'no')
    next.absence = {
      reported_at: at,
      reported_by: by,
      ...(reason && { reason }),
      ...(text && { text }),
      ...(wants && { wants }),
    };
  if (form && form !== m.form) {
    next.form = form;
    // The place was that of the former form; the server knows whether there is another.
    delete next.place;
    delete next.link;
  }
  if (companions) next.companions = companions;
  if (pick_up) next.pick_up = { asked_at: at, ...(pick_up_words && { words: pick_up_words }) };
  else if (pick_up === false) delete next.pick_up;
  return next;
}

/** As the server does it: the meeting itself is moved, and what was said of its old time is over. */
function moved(m: Meeting, start: unknown, by: Id, at: Instant): Meeting {
  const to = m.absence?.proposed_times?.find((span) => span.start === start);
  if (!m.absence || !to) return m;
  const absence = { ...m.absence };
  delete absence.proposed_times;
  const next: Meeting = {
    ...m,
    ...to,
    moved_from: { start: m.start, end: m.end, at, by },
    rsvp: { status: 'yes', at },
    absence,
  };
  delete next.companion_answers;
  return next;
}

function along(m: Meeting, body: Fields, who: Id, at: Instant): Meeting {
  const mine = { ...body, who, at } as NonNullable<Meeting['companion_answers']>[number];
  return { ...m, companion_answers: [...(m.companion_answers ?? []).filter((a) => a.who !== who), mine] };
}

const HOW: Partial<Record<Item['kind'], (m: Meeting, item: Item, at: Instant) => Meeting>> = {
  meeting_answer: (m, { body, user }, at) => answered(m, body, user, at),
  meeting_time: (m, { body, user }, at) => moved(m, body.start, user, at),
  meeting_along: (m, { body, user }, at) => along(m, body, user, at),
  summary_answer: (m, { body }, at) => ({
    ...m,
    summary_answer: { ...body, at } as NonNullable<Meeting['summary_answer']>,
  }),
};

export function overMeetings(plan: Plan, item: Item): Plan {
  const at = new Date(item.at).toISOString();
  const { target: id, body } = item;
  if (item.kind === 'meeting_request') {
    const requests = plan.meeting_requests ?? [];
    const fresh: MeetingRequest = { id, at, when: 'soon', pick_up: false, status: 'waiting' };
    const before = requests.find((r) => r.id === id) ?? fresh;
    const next = { ...before, ...body } as MeetingRequest;
    return { ...plan, meeting_requests: [...requests.filter((r) => r.id !== id), next] };
  }
  if (item.kind === 'request_time') {
    // Which meeting it becomes the server says; until then only the choice is over.
    const chosen = (r: MeetingRequest): MeetingRequest =>
      r.id === id ? { ...r, status: 'yes', proposed_times: [] } : r;
    return { ...plan, meeting_requests: (plan.meeting_requests ?? []).map(chosen) };
  }
  const how = HOW[item.kind];
  return how ? { ...plan, meetings: plan.meetings.map((m) => (m.id === id ? how(m, item, at) : m)) } : plan;
}
