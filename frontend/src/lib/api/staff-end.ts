/** A plan ends, or is opened again, at the desk. */
import { call } from './client';
import type { Day, EndReason, Id, WriteResult } from './types';

/** What is said of an end; who calls, and when, is left out of one who died. */
export interface EndSaid {
  day: Day;
  reason: EndReason;
  follow_up_by?: Id;
  follow_up_on?: Day;
  note?: string;
}
/** @throws ApiError `plan_end_hindered` with what is left, `invalid`, `already_answered` */
export const endPlan = (plan: Id, key: Id, said: EndSaid) =>
  call<WriteResult>(`/plans/${plan}/end`, { method: 'PUT', body: said, key });
/** @throws ApiError `needs_why`, `nothing_to_answer` */
export const reopenPlan = (plan: Id, key: Id, why: string) =>
  call<WriteResult>(`/plans/${plan}/reopened`, { method: 'PUT', body: { why }, key });
