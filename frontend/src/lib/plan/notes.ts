/** Reading a plan as the notes of a board: lanes and their papers, a goal's steps and who helps. Pure. */
import type { Area, Effort, Goal, Id, Plan, PlanChange } from '../api/types';
import { changesNewestFirst, firstName } from './look';

/** A goal's steps as they stand on the board. */
export const stepsOf = (plan: Plan, goal: Id) =>
  plan.steps.filter((s) => s.goal === goal && s.status !== 'dropped');

/** Steps done, of all that are not put aside. */
export function progress(plan: Plan, goal: Id): { done: number; of: number } {
  const steps = stepsOf(plan, goal).filter((s) => !s.repeats);
  return { done: steps.filter((s) => s.status === 'done').length, of: steps.length };
}

/** A goal's efforts: what runs before what comes, and what is over last. */
const WHEN: Record<Effort['status'], number> = { active: 0, paused: 1, planned: 2, completed: 3, dropped: 4 };
export const effortsFor = (plan: Plan, goal: Id): Effort[] =>
  plan.efforts.filter((e) => e.goals.includes(goal)).sort((a, b) => WHEN[a.status] - WHEN[b.status]);

/** Who helps with a goal: those who answer for, or are met at, its running and coming efforts. */
export function helpers(plan: Plan, goal: Id): string[] {
  const names = plan.efforts
    .filter((e) => e.goals.includes(goal) && e.status !== 'completed' && e.status !== 'dropped')
    .flatMap((e) => [e.responsible, e.place_contact])
    .map((id) => firstName(plan, id));
  return [...new Set(names)].filter(Boolean);
}

/** The lanes that hold something, in the board's own order, then in the order of the life areas. */
export function lanes(plan: Plan): { area: Area; goals: Goal[] }[] {
  const shown = plan.goals.filter((g) => g.status !== 'dropped');
  const order = [...new Set([...(plan.plan.board.lanes ?? []), ...shown.map((g) => g.area)])];
  return order
    .map((area) => ({ area, goals: shown.filter((g) => g.area === area) }))
    .filter((lane) => lane.goals.length > 0);
}

/** A goal's paper: the colour it was given, else its lane's. */
const PAPERS = ['blue', 'yellow', 'green', 'orange', 'pink', 'violet', 'sky', 'sand', 'teal', 'rose'];
const LANE_PAPER: Record<Area, string> = {
  work: 'blue',
  education: 'violet',
  body: 'rose',
  mind: 'sky',
  habits: 'yellow',
  home: 'sand',
  money: 'green',
  everyday: 'orange',
  people: 'pink',
  language: 'teal',
};
export const lanePaper = (area: Area): string => LANE_PAPER[area] ?? 'sand';
export const paper = (goal: Pick<Goal, 'colour' | 'area'>): string =>
  goal.colour && PAPERS.includes(goal.colour) ? goal.colour : lanePaper(goal.area);

/** What the citizen is asked about and has not answered. */
export const unanswered = (plan: Plan): PlanChange[] =>
  changesNewestFirst(plan).filter((c) => !c.citizen_answer && c.by !== plan.citizen.id);
