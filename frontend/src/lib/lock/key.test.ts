import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database, type LockedKey } from '../db/db';
import { letGo } from '../db/held';
import { keep, recall, wipe } from '../db/vault';
import { dropWay, lookAtWay, openAlsoWith, openWith, way } from './key.svelte';
import { change, lockWith, MOST_TRIES, recode, tryCode, unlockForGood } from './wrap';

vi.stubGlobal('location', { reload: () => {} });
const USER = 'peter';
const CODE = '730418';
const OUTPUT = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(8);
const passkey = { credential: new Uint8Array([1, 2, 251]), salt: new Uint8Array(32), output: OUTPUT };
const record = async () => (await (await database())!.get('keys', USER)) as LockedKey;
const also = async () => (await record()).also!;

/** A lock that a passkey opens, too, and that is shut. */
async function shut(): Promise<void> {
  await lockWith(USER, CODE);
  const tried = await tryCode(USER, CODE);
  if (typeof tried === 'string' || !('open' in tried)) throw new Error('it did not open');
  await openAlsoWith(USER, tried.open, passkey);
  letGo();
}

beforeEach(async () => {
  await wipe();
  await keep(USER, 'plan/1', { text: 'Tivoli' });
});

describe('a passkey that opens the lock', { timeout: 60_000 }, () => {
  it('opens it with what it made of the salt, and with nothing else', async () => {
    await shut();
    expect(way.credential).toBe('AQL7');
    expect(Object.values(await also()).some((value) => value instanceof CryptoKey)).toBe(false);
    await expect(openWith(USER, await also(), OTHER)).rejects.toThrow();
    await expect(openWith(USER, await also(), undefined)).rejects.toThrow();
    await expect(openWith('maja', await also(), OUTPUT)).rejects.toThrow();
    expect(await recall(USER, 'plan/1')).toBeUndefined();
    expect(await openWith(USER, await also(), OUTPUT)).toHaveProperty('open');
    expect(await recall(USER, 'plan/1')).toEqual({ text: 'Tivoli' });
  });
  it('counts no try that fails, begins the count anew, and opens nothing after the tenth wrong code', async () => {
    await shut();
    await tryCode(USER, '111222');
    await expect(openWith(USER, await also(), OTHER)).rejects.toThrow();
    expect(await record()).toMatchObject({ tries: 1 });
    await openWith(USER, await also(), OUTPUT);
    expect(await record()).toMatchObject({ tries: 0 });
    letGo();
    await change(USER, (one) => ({ ...one, tries: MOST_TRIES }));
    expect(await openWith(USER, await also(), OUTPUT)).toEqual({ left: 0 });
    expect(await recall(USER, 'plan/1')).toBeUndefined();
  });
  it('stays when the code is changed, and goes with the lock, the wiping, or by itself', async () => {
    await shut();
    const tried = await tryCode(USER, CODE);
    if (typeof tried === 'string' || !('open' in tried)) throw new Error('it did not open');
    await recode(USER, tried.open, '264019');
    letGo();
    expect(await openWith(USER, await also(), OUTPUT)).toHaveProperty('open');
    expect(await recall(USER, 'plan/1')).toEqual({ text: 'Tivoli' });
    await dropWay(USER, 'another');
    expect(await also()).toBeDefined();
    await dropWay(USER, 'AQL7');
    expect(await record()).not.toHaveProperty('also');
    expect(way.credential).toBeUndefined();
    expect(await tryCode(USER, '264019')).toHaveProperty('open');

    await openAlsoWith(USER, tried.open, passkey);
    await unlockForGood(USER);
    expect(await record()).not.toHaveProperty('also');
    await shut();
    await wipe();
    expect(await record()).toBeUndefined();
    await lookAtWay(USER);
    expect(way.credential).toBeUndefined();
  });
});
