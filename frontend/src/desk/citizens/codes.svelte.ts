/** Sign-in codes made at this desk, while they work. Only in memory: a code is never kept on the browser. */
import { SvelteMap } from 'svelte/reactivity';
import { newId, type Id, type Instant } from '$lib/api';
import { issueCode } from '$lib/api/staff';
import { whenWiped } from '$lib/session';

export interface SignInCode {
  /** As read out: `ABC-DEF-GHJ`. */
  code: string;
  link: string;
  expires_at: Instant;
}

const made = new SvelteMap<Id, SignInCode>();
/** The id of a code being asked for: asked again after a lost answer, it is the same code. */
const asking = new Map<Id, Id>();
let expected: Id | undefined;
whenWiped(() => {
  made.clear();
  asking.clear();
});

export const codes = {
  of: (citizen: Id): SignInCode | undefined => made.get(citizen),
  /** The page that opens next makes a code at once: the citizen was created just now. */
  expect(citizen: Id): void {
    expected = citizen;
  },
  /** Whether a code was expected for this citizen; true once. */
  wanted(citizen: Id): boolean {
    const yes = expected === citizen;
    expected = undefined;
    return yes;
  },
  /** Makes a code, single use, 10 minutes. @throws ApiError */
  async make(citizen: Id): Promise<void> {
    const id = asking.get(citizen) ?? newId();
    asking.set(citizen, id);
    const code = await issueCode(citizen, id);
    asking.delete(citizen);
    made.set(citizen, code);
  },
};

/** Whole seconds left, never below 0. `now` in ms by the server's clock. */
export const secondsLeft = (code: SignInCode, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(code.expires_at) - now) / 1000));
/** "9:05". */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
