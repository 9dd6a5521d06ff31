/** Reading a plan. */
import { call } from './client';
import type { Id, Plan, PlanChanges, Rev } from './types';

export const getPlan = (plan: Id) => call<Plan>(`/plans/${plan}`);
export const getPlanChanges = (plan: Id, since: Rev) =>
  call<PlanChanges>(`/plans/${plan}/changes?brief=true&since=${encodeURIComponent(since)}`);
