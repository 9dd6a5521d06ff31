/** Plans that have ended and are deleted soon, or are held back, for a team lead. */
import { call } from './client';
import type { Day, Id, WriteResult } from './types';

export interface EndedPlan {
  plan: Id;
  name: string;
  /** The day on which it is deleted at the soonest; `told` = the citizen was told so. */
  goes_on: Day;
  told?: boolean;
  held_until?: Day;
  held_by?: string;
  /** Left out where a restore took it. */
  held_why?: string;
}
/** Whose plans it names reads of it. */
export const listEndedPlans = () => call<{ plans: EndedPlan[] }>('/me/ended-plans');
/** @throws ApiError `invalid` with the field, `nothing_to_answer` where the plan was opened again */
export const holdPlan = (plan: Id, reason: string, until: Day, key: Id) =>
  call<{ until?: Day }>(`/me/ended-plans/${plan}/held`, { method: 'PUT', body: { reason, until }, key });
/** @throws ApiError `nothing_to_answer` where it is not held back */
export const letPlanGo = (plan: Id, key: Id) =>
  call<{ until?: Day }>(`/me/ended-plans/${plan}/let-go`, { method: 'PUT', body: {}, key });
/** Also where its consultant is gone. @throws ApiError `needs_why`, `nothing_to_answer` */
export const reopenPlanAsLead = (plan: Id, key: Id, why: string) =>
  call<WriteResult>(`/me/ended-plans/${plan}/reopened`, { method: 'PUT', body: { why }, key });
