/** What the citizen may change, as writes for the outbox. Bodies hold only the fields that change. */
import { newId } from '../api/client';
import type { Answer, Area, Day, Goal, Id, Plan, Step, StepFields } from '../api/types';
import { write } from '../outbox';
import type { OpenPlan } from '../sync';

/** Ticks a step, or takes the tick back. Repeating and counted steps get one dated tick a day. */
export function tickFields(step: Step, today: Day): StepFields {
  if (!step.repeats && !step.of) {
    return step.status === 'done' ? { status: 'active', done_at: null } : { status: 'done', done_at: today };
  }
  const ticks = step.ticks ?? [];
  const off = ticks.some((t) => t.on === today);
  const next = off ? ticks.filter((t) => t.on !== today) : [...ticks, { id: newId(), on: today }];
  if (!step.of) return { ticks: next };
  const done = next.length >= step.of;
  return { ticks: next, status: done ? 'done' : 'active', done_at: done ? today : null };
}

const planOf = (open: OpenPlan) => ({ plan: open.id, base: open.rev });

export const saveStep = (open: OpenPlan, step: Id, fields: StepFields) =>
  write({ ...planOf(open), kind: 'step', target: step, body: fields });

export function addStep(open: OpenPlan, goal: Id, text: string): Promise<void> {
  return write({
    plan: open.id,
    kind: 'step',
    target: newId(),
    body: { goal, text, status: 'active' },
    needs: [`goal/${goal}`],
  });
}
/** Resolves to the new goal's id. */
export async function addGoal(
  open: OpenPlan,
  goal: { title: string; area: Area; in_own_words?: string },
): Promise<Id> {
  const id = newId();
  await write({ plan: open.id, kind: 'goal', target: id, body: { ...goal, status: 'active' } });
  return id;
}
export const saveGoal = (open: OpenPlan, goal: Id, fields: Partial<Record<keyof Goal, unknown>>) =>
  write({ ...planOf(open), kind: 'goal', target: goal, body: fields });
export const saveDream = (open: OpenPlan, plan: Plan, text: string) =>
  write({
    plan: open.id,
    kind: 'dream',
    target: plan.dream?.id ?? open.id,
    body: { text },
    ...(open.server?.dream && { base: open.rev }),
  });
export const answerChange = (open: OpenPlan, change: Id, answer: Answer, comment: string) =>
  write({
    ...planOf(open),
    kind: 'answer',
    target: change,
    body: { answer, ...(comment.trim() && { comment: comment.trim() }) },
  });
export const seenChange = (open: OpenPlan, change: Id) =>
  write({ ...planOf(open), kind: 'answer', target: change, body: { seen: true } });
