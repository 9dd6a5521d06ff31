/**
 * The plan that somebody at this desk is about to end, and what kept it from ending when that was last tried: it is
 * settled on other pages, and from there leads a way back. Gone with the page; what was typed is a draft.
 */
import type { Id } from '$lib/api';
import type { Left } from './left';

let at = $state.raw<{ plan: Id; left: readonly Left[] }>();

export const underway = {
  /** What was left at the last try, settled since or not. */
  of: (plan: Id): readonly Left[] => (at?.plan === plan ? at.left : []),
  set(plan: Id, left: readonly Left[]): void {
    at = left.length ? { plan, left } : undefined;
  },
};
