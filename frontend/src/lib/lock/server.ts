/** What the lock has to do with the server, as far as there is net. Nothing waits for it, and nothing is said of it. */
import { ApiError, call } from '../api/client';
import type { Keys } from '../api/keys';
import type { Me } from '../api/types';
import { getMark, setMark } from '../db/marks';
import { now } from '../text/clock';
import { SAME } from './code';
import { dropWay, lookAtWay, way } from './key.svelte';

/** A proof counts for five minutes; one of the last four is not asked for again on the way. */
const FRESH_MS = 4 * 60_000;

/**
 * Has the server count a code that was tried, so that a phone whose files were put back has no ten tries more; the right
 * one shows that it is her. Where she signed in anew and this phone has no PIN since, the right one becomes it.
 */
export async function countCode(pin: string, right: boolean): Promise<void> {
  if (!getMark(SAME)) return;
  try {
    await call('/session/pin/check', { method: 'POST', body: { pin } });
  } catch (problem) {
    if (!right || !(problem instanceof ApiError) || problem.status !== 422) return;
    // Another code became this phone's PIN since. The right one would count as wrong each time it is typed, and the tenth
    // would empty the phone.
    if ((await call<Keys>('/passkeys')).pin) return setMark(SAME, undefined);
    const { session } = await call<Me>('/me');
    if (now() - Date.parse(session.auth_at ?? session.created_at) < FRESH_MS)
      await call('/session/pin', { method: 'PUT', body: { pin } });
  }
}

/** A passkey that she removed, here or on another device, opens nothing on this phone any more. */
export async function lookAtPasskeys(user: string): Promise<void> {
  await lookAtWay(user);
  if (!way.credential) return;
  const { passkeys } = await call<Keys>('/passkeys');
  if (!passkeys.some((key) => key.credential === way.credential)) await dropWay(user);
}
