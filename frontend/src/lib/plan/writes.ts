/** What the citizen may change, as writes for the outbox. Bodies hold only the fields that change. */
import { newId } from '../api/client';
import type { Answer, Day, Id, Rev, Step, StepFields } from '../api/types';
import { write, writeSoon } from '../outbox';
import { session } from '../session';
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

/**
 * Where a change begins: what the person saw when he began, and the revision it was seen at. A dialog keeps it from the
 * moment it opens: compared and sent with anything newer, it would undo what another has changed meanwhile.
 */
export interface Begun<T> {
  readonly was: T;
  readonly base: Rev | undefined;
}
export const begin = <T>(open: OpenPlan, was: T): Begun<T> => ({ was, base: open.rev });

type Listed = 'steps' | 'plan_changes';
/** No base for what the server's plan does not hold yet: it was made here, and stands behind that write. */
const baseOf = (open: OpenPlan, list: Listed, id: Id) => ({
  plan: open.id,
  ...(open.server?.[list].some((thing) => thing.id === id) && { base: open.rev }),
});

const stepWrite = (open: OpenPlan, step: Id, fields: StepFields) =>
  ({ ...baseOf(open, 'steps', step), kind: 'step', target: step, body: fields }) as const;
export const saveStep = (open: OpenPlan, step: Id, fields: StepFields) =>
  write(stepWrite(open, step, fields));
/** A tick: the box answers the finger, then the rest follows. Gives a way to call it off. */
export const tickSoon = (open: OpenPlan, step: Id, fields: StepFields, first: () => void) =>
  writeSoon(session.me?.person.id ?? '', stepWrite(open, step, fields), first);
export const answerChange = (open: OpenPlan, change: Id, answer: Answer, comment: string) =>
  write({
    ...baseOf(open, 'plan_changes', change),
    kind: 'answer',
    target: change,
    body: { answer, ...(comment.trim() && { comment: comment.trim() }) },
  });
export const seenChange = (open: OpenPlan, change: Id) =>
  write({ ...baseOf(open, 'plan_changes', change), kind: 'answer', target: change, body: { seen: true } });
