/** What was last saved at this desk: its card says so, and the keyboard goes back to it. */
import type { Id } from '$lib/api';

let last = $state.raw<{ id: Id; how: 'saved' | 'waiting' }>();

export const lately = {
  /** How that thing was just saved; undefined when it was not the last one. */
  of: (id: Id) => (last?.id === id ? last.how : undefined),
  get id(): Id | undefined {
    return last?.id;
  },
  set(id: Id, how: 'saved' | 'waiting'): void {
    last = { id, how };
  },
  forget(): void {
    last = undefined;
  },
};
