/** What the citizen may change, as writes for the outbox. Bodies hold only the fields that change. */
import { newId } from '../api/client';
import type {
  Answer,
  Area,
  BoardFields,
  ChallengeFields,
  Day,
  Goal,
  Id,
  Plan,
  Rev,
  Step,
  StepFields,
  StrengthFields,
} from '../api/types';
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

/**
 * Where a change begins: what the person saw when he began, and the revision it was seen at. A dialog keeps it from the
 * moment it opens: compared and sent with anything newer, it would undo what another has changed meanwhile.
 */
export interface Begun<T> {
  readonly was: T;
  readonly base: Rev | undefined;
}
export const begin = <T>(open: OpenPlan, was: T): Begun<T> => ({ was, base: open.rev });

type Listed = 'strengths' | 'challenges' | 'steps' | 'goals' | 'plan_changes';
/** No base for what the server's plan does not hold yet: it was made here, and stands behind that write. */
const baseOf = (open: OpenPlan, list: Listed, id: Id, base = open.rev) => ({
  plan: open.id,
  ...(open.server?.[list].some((thing) => thing.id === id) && { base }),
});

/** `begun`: the step as a dialog opened on it; left out for what is done at once on the step as it is shown. */
export const saveStep = (open: OpenPlan, step: Id, fields: StepFields, begun?: Begun<Step>) =>
  write({ ...baseOf(open, 'steps', step, begun?.base), kind: 'step', target: step, body: fields });
/** New words for a step; those it had when the dialog opened are not written. */
export async function rewordStep(open: OpenPlan, begun: Begun<Step>, text: string): Promise<void> {
  if (text.trim() !== begun.was.text) await saveStep(open, begun.was.id, { text: text.trim() }, begun);
}

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
type SomeOfGoal = Partial<Record<keyof Goal, unknown>>;
export const saveGoal = (open: OpenPlan, goal: Id, fields: SomeOfGoal, begun?: Begun<Goal>) =>
  write({ ...baseOf(open, 'goals', goal, begun?.base), kind: 'goal', target: goal, body: fields });
/** New words for a goal; those it had when the dialog opened are not written. */
export async function rewordGoal(
  open: OpenPlan,
  begun: Begun<Goal>,
  words: { title: string; in_own_words: string },
): Promise<void> {
  const { was } = begun;
  const fields: SomeOfGoal = {};
  if (words.title.trim() !== was.title) fields.title = words.title.trim();
  if (words.in_own_words.trim() !== (was.in_own_words ?? '')) fields.in_own_words = words.in_own_words.trim();
  if (Object.keys(fields).length) await saveGoal(open, was.id, fields, begun);
}
/** New words for the dream, begun at the words it had (''= there was none). */
export async function saveDream(
  open: OpenPlan,
  plan: Plan,
  begun: Begun<string>,
  text: string,
): Promise<void> {
  if (text.trim() === begun.was) return;
  await write({
    plan: open.id,
    kind: 'dream',
    target: plan.dream?.id ?? open.id,
    body: { text: text.trim() },
    // Where there was none it is made; should another phone have made one meanwhile, the server compares.
    ...(begun.was && open.server?.dream && { base: begun.base }),
  });
}
/** The lanes' order, the goals in focus, the layout: each is a field of its own. */
export const saveBoard = (open: OpenPlan, fields: BoardFields, base = open.rev) =>
  write({ plan: open.id, base, kind: 'board', target: open.id, body: fields });
/** A new strength, or new words, place or status (`dropped` puts it away) for one that is there. */
export const saveStrength = (open: OpenPlan, id: Id, fields: StrengthFields, base?: Rev) =>
  write({ ...baseOf(open, 'strengths', id, base), kind: 'strength', target: id, body: fields });
/** Something hard and what helps: new, or changed as a strength is. */
export const saveChallenge = (open: OpenPlan, id: Id, fields: ChallengeFields, base?: Rev) =>
  write({ ...baseOf(open, 'challenges', id, base), kind: 'challenge', target: id, body: fields });
export const answerChange = (open: OpenPlan, change: Id, answer: Answer, comment: string) =>
  write({
    ...baseOf(open, 'plan_changes', change),
    kind: 'answer',
    target: change,
    body: { answer, ...(comment.trim() && { comment: comment.trim() }) },
  });
export const seenChange = (open: OpenPlan, change: Id) =>
  write({ ...baseOf(open, 'plan_changes', change), kind: 'answer', target: change, body: { seen: true } });
