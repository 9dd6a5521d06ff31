import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { database, type LockedKey } from '../db/db';
import { letGo } from '../db/held';
import { getMark } from '../db/marks';
import { keep, recall, seal, wipe } from '../db/vault';
import { isCode, tooPlain } from './code';
import { lockWith, MOST_TRIES, recode, tryCode, unlockForGood, waitingOf } from './wrap';

vi.stubGlobal('location', { reload: () => {} });
const USER = 'peter';
const CODE = '730418';
const keyRecord = async () => (await (await database())!.get('keys', USER))!;

beforeEach(async () => {
  await wipe();
  await keep(USER, 'plan/1', { text: 'Tivoli' });
  await (await database())!.put('outbox', { id: 'w', user: USER, seq: 1, ...(await seal(USER, 'ord'))! });
});

describe('the lock', { timeout: 60_000 }, () => {
  it('is not open to who takes its key away, and takes nothing off that it cannot open', async () => {
    await lockWith(USER, CODE);
    letGo();
    await expect(unlockForGood(USER)).rejects.toThrow();
    expect(await tryCode(USER, CODE)).toHaveProperty('open');
    expect(await waitingOf(USER)).toBe(1);
    letGo();
    await (await database())!.delete('keys', USER);
    expect(await tryCode(USER, CODE)).toEqual({ left: 0 });
  });

  it('keeps everything for who has the code, and opens nothing for who has not', async () => {
    await lockWith(USER, CODE);
    expect(getMark('lock')).toBe('yes');
    expect(await recall(USER, 'plan/1')).toEqual({ text: 'Tivoli' });
    letGo();
    expect(await recall(USER, 'plan/1')).toBeUndefined();
    // Nor is anything kept under another key meanwhile.
    await keep(USER, 'plan/2', 1);
    expect(await (await database())!.get('sealed', 'peter/plan/2')).toBeUndefined();
    expect(Object.values(await keyRecord()).some((value) => value instanceof CryptoKey)).toBe(false);
    expect(await tryCode(USER, '111222')).toEqual({ left: MOST_TRIES - 1 });
    expect(await tryCode(USER, CODE)).toHaveProperty('open');
    expect(await recall(USER, 'plan/1')).toEqual({ text: 'Tivoli' });
    expect(await waitingOf(USER)).toBe(1);
  });
  it('counts on the disk, begins anew after the right code, and tries none beyond the tenth', async () => {
    await lockWith(USER, CODE);
    await tryCode(USER, '111222');
    await tryCode(USER, '111222');
    expect((await keyRecord()) as LockedKey).toMatchObject({ tries: 2 });
    await tryCode(USER, CODE);
    expect((await keyRecord()) as LockedKey).toMatchObject({ tries: 0 });
    const record = (await keyRecord()) as LockedKey;
    await (await database())!.put('keys', { ...record, tries: MOST_TRIES });
    expect(await tryCode(USER, CODE)).toEqual({ left: 0 });
  });
  it('opens with the new code only when it was changed, and without any when it was taken off', async () => {
    await lockWith(USER, CODE);
    const tried = await tryCode(USER, CODE);
    if (typeof tried === 'string' || !('open' in tried)) throw new Error('it did not open');
    await recode(USER, tried.open, '264019');
    letGo();
    expect(await tryCode(USER, CODE)).toEqual({ left: MOST_TRIES - 1 });
    expect(await tryCode(USER, '264019')).toHaveProperty('open');
    await unlockForGood(USER);
    expect(await recall(USER, 'plan/1')).toEqual({ text: 'Tivoli' });
    expect((await keyRecord()).v).toBe(1);
    expect(getMark('lock')).toBeUndefined();
    expect(await tryCode(USER, '264019')).toBe('nothing');
  });
});

it('knows a code, and those that are tried first', () => {
  expect(['123456', '12345', '1234567', 'abcdef', '12 456'].map(isCode)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  const plain = ['000000', '121212', '123123', '123456', '654321'];
  expect(plain.filter(tooPlain)).toEqual(plain);
  expect(['730418', '112233', '123457'].filter(tooPlain)).toEqual([]);
});
