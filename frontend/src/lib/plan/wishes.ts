/** Reading and writing what the citizen wants to hear about. */
import { newId } from '../api/client';
import type { Id, Plan, Wish } from '../api/types';
import { write } from '../outbox';
import type { OpenPlan } from '../sync';

/** The newest first. */
export const wishesOf = (plan: Plan): Wish[] =>
  [...(plan.wishes ?? [])].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
/** The wish that holds for some help: asked for and not put aside. */
export const wishFor = (plan: Plan, entry: string): Wish | undefined =>
  wishesOf(plan).find((w) => w.entry === entry && w.status === 'active');
/** Whether the citizen waits for an answer; who sees a wish as staff may give it. */
export const wishWaits = (wish: Wish): boolean => wish.status === 'active' && !wish.answer;

/** `to` is given for confidential help only: elsewhere it goes to the consultant. */
export const askFor = (open: OpenPlan, entry: string, words: string, to?: Wish['to']): Promise<void> =>
  write({
    plan: open.id,
    kind: 'wish',
    target: newId(),
    body: { entry, ...(words.trim() && { words: words.trim() }), ...(to && { to }) },
  });
export const dropWish = (open: OpenPlan, wish: Wish): Promise<void> =>
  write({
    plan: open.id,
    kind: 'wish',
    target: wish.id,
    body: { status: 'dropped' },
    ...(open.server?.wishes?.some((w) => w.id === wish.id) && { base: open.rev }),
  });
export const answerWish = (open: OpenPlan, wish: Id, text: string): Promise<void> =>
  write({ plan: open.id, kind: 'wish_answer', target: wish, body: { text: text.trim() }, base: open.rev });
