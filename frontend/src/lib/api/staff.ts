/** What only the desk calls; kept apart so that no citizen downloads it. */
import { call, newId } from './client';
import { planPath } from './paths';
import type { Answer, CitizenList, Day, Id, Instant, WriteResult } from './types';

export const listMyCitizens = () => call<CitizenList>('/citizens');
/** The consultant who creates a citizen becomes that citizen's consultant. */
export const createCitizen = (
  id: Id,
  fields: {
    name: string;
    preferred_name: string;
    language?: string;
    phone?: string;
    plan: { id: Id; title?: string };
  },
) => call<{ id: Id; plan: { id: Id } }>(`/citizens/${id}`, { method: 'PUT', body: fields, key: id });
/** A sign-in code for one person: 10 minutes, single use. The same `codeId` gives the same answer. */
export const issueCode = (citizen: Id, codeId: Id = newId()) =>
  call<{ code: string; link: string; expires_at: Instant }>(`/citizens/${citizen}/codes/${codeId}`, {
    method: 'PUT',
    body: {},
    key: codeId,
  });
/** The draft is ready: the citizen is asked about it, with these words. */
export const proposePlan = (plan: Id, why: string, key: Id) =>
  call<WriteResult>(planPath.proposal(plan), { method: 'PUT', body: { why }, key });
/** What the citizen answered to the draft on paper, and who saw it. */
export const answerPlan = (
  plan: Id,
  fields: {
    proposal?: Id | undefined;
    answer: Answer;
    comment?: string;
    paper: { on: Day; witness: string };
  },
  key: Id,
) => call<WriteResult>(planPath.answerPlan(plan), { method: 'PUT', body: fields, key });
