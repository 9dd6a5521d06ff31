/** Where writes go; apart from the readings, because nobody writes before there is something to see. */
import type { Id } from './types';

/** One thing of a kind on a plan, and what is done with it. */
const one =
  (kind: string, deed = '') =>
  (plan: Id, id: Id) =>
    `/plans/${plan}/${kind}/${id}${deed}`;

/** Where each kind of write on a plan goes. The outbox uses the same paths. */
export const planPath = {
  dream: (plan: Id) => `/plans/${plan}/dream`,
  /** The board has no id of its own: it is the plan's. */
  board: (plan: Id) => `/plans/${plan}/board`,
  proposal: (plan: Id) => `/plans/${plan}/proposal`,
  answerPlan: (plan: Id) => `/plans/${plan}/answer`,
  strength: one('strengths'),
  challenge: one('challenges'),
  goal: one('goals'),
  step: one('steps'),
  effort: one('efforts'),
  agreement: one('agreements'),
  meeting: one('meetings'),
  contact_attempt: one('contacts-tried'),
  /** The citizen's "Jeg kommer" or "Jeg kan ikke komme", and what else he chooses about a meeting. */
  meeting_answer: one('meetings', '/answer'),
  meeting_time: one('meetings', '/time'),
  meeting_along: one('meetings', '/along'),
  summary_answer: one('meetings', '/summary/answer'),
  meeting_request: one('requests'),
  request_time: one('requests', '/time'),
  /** Of no plan: each person's own. */
  settings: () => '/me/settings',
  answer: one('changes', '/answer'),
  wish: one('wishes'),
  wish_answer: one('wishes', '/answer'),
  flag: one('flags'),
  /** Its target names the flag and the line. */
  flag_line: one('flags'),
  effort_word: one('efforts', '/word'),
  /** Its target names the measurement and the question. */
  measurement: one('measurements'),
  /** Its target names the week, or the goal. */
  hours: one('hours'),
  flag_word: one('flags', '/confirmation'),
  message: one('messages'),
};
