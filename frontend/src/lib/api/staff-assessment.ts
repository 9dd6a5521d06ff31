/** What staff write of an assessment. Straight to the server, for whoever writes must know that it got there. */
import { call } from './client';
import type { NewMeeting } from './staff-meetings';
import type { Conference, Id, Instant, Why, WriteResult } from './types';

/** Who talks with a citizen, in the municipality's order, and the colleagues who can hold a talk. */
export interface AssessmentTeam {
  minutes: number;
  break_minutes: number;
  team: { code: string; title: string; talk: string; purpose: string; prepare: string[] }[];
  people: { id: Id; name: string; title?: string }[];
}
export interface NewTalk {
  profession: string;
  meeting: NewMeeting;
}
export interface NoteFields {
  limits: string;
  means: string;
  could: string;
  codes: string[];
  plain: string;
  /** Others may read it from now on. */
  ready?: boolean;
}

const at = (plan: Id, id: Id, rest = ''): string => `/plans/${plan}/assessments/${id}${rest}`;
const put = (path: string, body: object, key: string) =>
  call<WriteResult>(path, { method: 'PUT', body, key });

export const getAssessmentTeam = () => call<AssessmentTeam>('/assessment-team');
export const bookAssessment = (plan: Id, id: Id, fields: { talks: NewTalk[] } & Why, key: string) =>
  put(at(plan, id), fields, key);
export const moveAssessment = (
  plan: Id,
  id: Id,
  fields: { times: { id: Id; start: Instant; end: Instant }[] } & Why,
  key: string,
) => put(at(plan, id, '/times'), fields, key);
export const dropAssessment = (plan: Id, id: Id, fields: { why: string }, key: string) =>
  put(at(plan, id, '/stopped'), fields, key);
export const putNote = (plan: Id, id: Id, meeting: Id, fields: NoteFields, key: string) =>
  put(at(plan, id, `/notes/${meeting}`), fields, key);
/** `since` is when what is on the screen was saved. */
export const putConference = (
  plan: Id,
  id: Id,
  fields: Pick<Conference, 'words' | 'goals' | 'picks'> & { without?: string; since?: Instant },
  key: string,
) => put(at(plan, id, '/conference'), fields, key);
export const makeDraft = (plan: Id, id: Id, fields: { why: string }, key: string) =>
  put(at(plan, id, '/draft'), fields, key);
