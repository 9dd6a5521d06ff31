/** Which goals a goal waits for: by its open steps and coming efforts that come after something of another goal. Pure. */
import type { Goal, Id, Plan } from '$lib/api';
import { isOpen } from '$lib/plan';

export function comesAfter(plan: Plan, goal: Id): Goal[] {
  const before = new Set<Id>();
  for (const step of plan.steps) {
    if (step.goal !== goal || !step.after || !isOpen(step)) continue;
    const first = plan.steps.find((s) => s.id === step.after);
    if (first && isOpen(first)) before.add(first.goal);
  }
  for (const effort of plan.efforts) {
    if (!effort.goals.includes(goal) || effort.status !== 'planned') continue;
    const first = plan.efforts.find((e) => e.id === effort.after);
    if (first && first.status !== 'completed' && first.status !== 'dropped' && !first.goals.includes(goal))
      for (const id of first.goals) before.add(id);
  }
  before.delete(goal);
  return plan.goals.filter((g) => before.has(g.id) && (g.status === 'active' || g.status === 'planned'));
}
