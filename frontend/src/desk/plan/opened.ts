/** Which plan the desk has open, across its pages. */
import type { Id } from '$lib/api';

let current: Id | undefined;

export const opened = {
  /** Goes to a plan (or to none); the answer is the plan that is left, if another one is opened. */
  move(to: Id | undefined): Id | undefined {
    const before = current;
    current = to ?? current;
    return to && before !== to ? before : undefined;
  },
};
