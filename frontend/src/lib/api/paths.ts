/** Where writes go; apart from the readings, because nobody writes before there is something to see. */
import type { Id } from './types';

/** Where each kind of write on a plan goes. The outbox uses the same paths. */
export const planPath = {
  dream: (plan: Id) => `/plans/${plan}/dream`,
  /** The board has no id of its own: it is the plan's. */
  board: (plan: Id) => `/plans/${plan}/board`,
  proposal: (plan: Id) => `/plans/${plan}/proposal`,
  answerPlan: (plan: Id) => `/plans/${plan}/answer`,
  strength: (plan: Id, id: Id) => `/plans/${plan}/strengths/${id}`,
  challenge: (plan: Id, id: Id) => `/plans/${plan}/challenges/${id}`,
  goal: (plan: Id, id: Id) => `/plans/${plan}/goals/${id}`,
  step: (plan: Id, id: Id) => `/plans/${plan}/steps/${id}`,
  effort: (plan: Id, id: Id) => `/plans/${plan}/efforts/${id}`,
  agreement: (plan: Id, id: Id) => `/plans/${plan}/agreements/${id}`,
  meeting: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}`,
  contact_attempt: (plan: Id, id: Id) => `/plans/${plan}/contacts-tried/${id}`,
  /** The citizen's "Jeg kommer" or "Jeg kan ikke komme", and what else he chooses about a meeting. */
  meeting_answer: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}/answer`,
  meeting_time: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}/time`,
  meeting_along: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}/along`,
  summary_answer: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}/summary/answer`,
  meeting_request: (plan: Id, id: Id) => `/plans/${plan}/requests/${id}`,
  request_time: (plan: Id, id: Id) => `/plans/${plan}/requests/${id}/time`,
  /** Of no plan: each person's own. */
  settings: () => '/me/settings',
  answer: (plan: Id, id: Id) => `/plans/${plan}/changes/${id}/answer`,
  wish: (plan: Id, id: Id) => `/plans/${plan}/wishes/${id}`,
  wish_answer: (plan: Id, id: Id) => `/plans/${plan}/wishes/${id}/answer`,
  message: (plan: Id, id: Id) => `/plans/${plan}/messages/${id}`,
};
