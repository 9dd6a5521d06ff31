/** What the lock has to do with the server, as far as there is net. Nothing waits for it, and nothing is said of it. */
import { ApiError, call } from '../api/client';
import type { Keys } from '../api/keys';
import type { Me } from '../api/types';
import { getMark, setMark } from '../db/marks';
import { now } from '../text/clock';
import { SAME, UNSURE } from './code';
import { dropWay, lookAtWay, way } from './key.svelte';

/** A proof counts for five minutes; one of the last four is not asked for again on the way. */
const FRESH_MS = 4 * 60_000;

const put = (pin: string) => call<void>('/session/pin', { method: 'PUT', body: { pin } });
/** When a code whose answer was lost is sent once more, ms. */
const AGAIN_MS = [1000, 3000];

/**
 * Makes a code this phone's PIN, before it becomes the lock's: until {@link isOne} they may be two ({@link UNSURE}). Where
 * the answer is lost it is sent again: the same code twice is one.
 * @throws what the last try ended with; where nothing was changed {@link UNSURE} is as before.
 */
export async function putCode(pin: string, again = AGAIN_MS): Promise<void> {
  const before = [UNSURE, SAME].map((name) => [name, getMark(name)] as const);
  setMark(SAME, undefined);
  setMark(UNSURE, 'yes');
  for (let n = 0; ; n++)
    try {
      await put(pin);
      return setMark(UNSURE, 'differs');
    } catch (problem) {
      const lost = problem instanceof ApiError && (problem.offline || problem.status >= 500);
      const wait = again[n];
      if (!n && !lost) for (const [name, was] of before) setMark(name, was);
      if (!lost || wait === undefined) throw problem;
      await new Promise((go) => setTimeout(go, wait));
    }
}
/** The lock and this phone's PIN have one code. */
export function isOne(): void {
  setMark(UNSURE, undefined);
  setMark(SAME, 'yes');
}

/**
 * Has the server count a code that was tried, so that a phone whose files were put back has no ten tries more; the right
 * one shows that it is her. Where she signed in anew and this phone has no PIN since, the right one becomes it,
 * and so it does where she just signed in and the server has one that the lock never got.
 */
export async function countCode(pin: string, right: boolean): Promise<void> {
  const unsure = getMark(UNSURE);
  if (!getMark(SAME) && !(right && unsure === 'yes')) return;
  try {
    await call('/session/pin/check', { method: 'POST', body: { pin } });
    if (unsure) isOne();
  } catch (problem) {
    if (!right || !(problem instanceof ApiError) || problem.status !== 422) return;
    // Another code became this phone's PIN since. The right one would count as wrong each time it is typed, and the tenth
    // would empty the phone.
    if (unsure) setMark(UNSURE, 'differs');
    else if ((await call<Keys>('/passkeys')).pin) return setMark(SAME, undefined);
    const { session } = await call<Me>('/me');
    if (now() - Date.parse(session.auth_at ?? session.created_at) >= FRESH_MS) return;
    await put(pin);
    if (unsure) isOne();
  }
}

/** A passkey that she removed, here or on another device, opens nothing on this phone any more. */
export async function lookAtPasskeys(user: string): Promise<void> {
  await lookAtWay(user);
  if (!way.credential) return;
  const { passkeys } = await call<Keys>('/passkeys');
  if (!passkeys.some((key) => key.credential === way.credential)) await dropWay(user);
}
