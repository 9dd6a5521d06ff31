/** What staff do about "Noget virker ikke" and the end of an effort; it goes straight to the server, so that one knows it got there. */
import { call } from './client';
import type { Day, Id, Instant, WriteResult } from './types';

const at = (plan: Id, flag: Id, deed: string) => `/plans/${plan}/flags/${flag}/${deed}`;

/** The first one's stamp stands, so it may be sent each time somebody looks. */
export const seeFlag = (plan: Id, flag: Id) =>
  call<WriteResult>(at(plan, flag, 'seen'), { method: 'PUT', body: {} });
export const sayOnFlag = (plan: Id, flag: Id, line: Id, text: string) =>
  call<WriteResult>(at(plan, flag, `messages/${line}`), { method: 'PUT', body: { text }, key: line });
/** `from` is the first day it counts, where the flag is on an effort. */
export const answerFlag = (plan: Id, flag: Id, fields: { text: string; from?: Day }, key: Id) =>
  call<WriteResult>(at(plan, flag, 'answer'), { method: 'PUT', body: fields, key });
/** What the citizen says does not work, written down for him. */
export const recordFlag = (
  plan: Id,
  flag: Id,
  citizen: Id,
  fields: { category: string; text?: string; effort?: Id },
) =>
  call<WriteResult>(`/plans/${plan}/flags/${flag}`, {
    method: 'PUT',
    body: { ...fields, said_by: citizen },
    key: flag,
  });
/** Whether that helped which was made otherwise at `action_at`, as the citizen says it. He may say that it is not so. */
export const recordWord = (
  plan: Id,
  flag: Id,
  citizen: Id,
  fields: { helped: boolean; action_at: Instant; text?: string },
  key: Id,
) =>
  call<WriteResult>(at(plan, flag, 'confirmation'), {
    method: 'PUT',
    body: { ...fields, said_by: citizen },
    key,
  });
/** Ends without the citizen's word, or does not end after all; he reads why. */
export const settleEnd = (
  plan: Id,
  effort: Id,
  deed: 'undone' | 'without-word',
  fields: { why: string },
  key: Id,
) => call<WriteResult>(`/plans/${plan}/efforts/${effort}/end/${deed}`, { method: 'PUT', body: fields, key });
/** What came of an effort and what comes then; without `word` the citizen is asked on his phone. */
export const endEffort = (
  plan: Id,
  effort: Id,
  fields: {
    status: string;
    reason: string;
    result: string;
    next: { text: string; who?: Id; by?: Day };
    paid_hours?: number;
    word?: { text?: string; skipped?: boolean };
  },
  key: Id,
) => call<WriteResult>(`/plans/${plan}/efforts/${effort}/end`, { method: 'PUT', body: fields, key });
