/** The goals in mind: up to three notes that stand large on the board. */
import type { Id, Plan } from '../api/types';
import { write } from '../outbox';
import type { OpenPlan } from '../sync';

/** How many goals a person can have in mind at a time (requirement A4; the server holds it too). */
export const MOST = 3;

const open = (plan: Plan, id: Id): boolean =>
  plan.goals.some((g) => g.id === id && (g.status === 'active' || g.status === 'planned'));

/** Chosen ones that still run; where none is chosen, the first ones of the board. */
export function focusGoals(plan: Plan): Id[] {
  const chosen = (plan.plan.board.focus_goals ?? []).filter((id) => open(plan, id));
  if (chosen.length) return chosen;
  return plan.goals
    .filter((g) => g.status === 'active')
    .slice(0, MOST)
    .map((g) => g.id);
}
export const isFocus = (plan: Plan, id: Id): boolean => focusGoals(plan).includes(id);
export const roomForLarge = (plan: Plan): boolean => focusGoals(plan).length < MOST;

const choose = (at: OpenPlan, goals: Id[]): Promise<void> =>
  write({
    plan: at.id,
    kind: 'board',
    target: at.id,
    body: { focus_goals: goals },
    needs: goals.map((id) => `goal/${id}`),
    ...(at.rev !== undefined && { base: at.rev }),
  });
/** Makes a goal's note large, in the place of another where three are. */
export const makeLarge = (at: OpenPlan, plan: Plan, goal: Id, instead?: Id): Promise<void> =>
  choose(at, [...focusGoals(plan).filter((id) => id !== goal && id !== instead), goal].slice(-MOST));
export const makeSmall = (at: OpenPlan, plan: Plan, goal: Id): Promise<void> =>
  choose(
    at,
    focusGoals(plan).filter((id) => id !== goal),
  );
