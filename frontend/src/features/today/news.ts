/** What happened since a moment, as lines for the front page. Pure. */
import type { Plan, PlanChange } from '$lib/api';
import { changesNewestFirst } from '$lib/plan/look';

export interface News {
  /** Changes by others that the citizen has answered already, or that ask for no answer here. */
  changes: PlanChange[];
  /** Answers of staff to what the citizen said about a change. */
  replies: PlanChange[];
}

export function newsSince(plan: Plan, since: number): News {
  if (!since) return { changes: [], replies: [] };
  const all = changesNewestFirst(plan);
  const after = (at: string | undefined) => at !== undefined && Date.parse(at) > since;
  return {
    changes: all.filter((c) => after(c.at) && c.by !== plan.citizen.id && c.citizen_answer),
    replies: all.filter((c) => after(c.answer?.at)),
  };
}
