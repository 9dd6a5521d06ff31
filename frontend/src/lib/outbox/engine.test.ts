import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { database } from '../db/db';
import type * as Vault from '../db/vault';

/** Sealing takes as long as a test says: on a slow phone it is long. */
let gate: Promise<void> = Promise.resolve();
vi.mock('../session', () => ({ session: { me: { person: { id: 'peter' } } }, whenWiped: () => {} }));
// The net hangs: what is written stays. Unless a test says how it answers.
const hangs = (): Promise<never> => new Promise(() => {});
let net: () => Promise<never> = hangs;
vi.mock('../api/client', async (original) => ({ ...(await original()), call: () => net() }));
vi.mock('../db/vault', async (original) => {
  const vault = await original<typeof Vault>();
  return {
    ...vault,
    seal: (user: string, value: unknown) => gate.then(() => vault.seal(user, value)),
    sealBytes: (user: string, bytes: Uint8Array<ArrayBuffer>) =>
      gate.then(() => vault.sealBytes(user, bytes)),
  };
});

// No locks here either: one page, one queue.
vi.stubGlobal('navigator', {});

let engine: typeof import('./engine');
let shown: () => string[];
beforeEach(async () => {
  net = hangs;
  vi.resetModules();
  await (await database())?.clear('outbox');
  engine = await import('./engine');
  const { outbox } = await import('./outbox.svelte');
  shown = () => outbox.items.map((item) => item.target);
});
const close = (): (() => void) => {
  let open!: () => void;
  gate = new Promise((on) => (open = on));
  return open;
};
const step = (target: string) => ({ plan: 'plan', kind: 'step' as const, target, body: { text: target } });
const kept = async () => (await (await database())!.getAll('outbox')).length;
const aWhile = () => new Promise((on) => setTimeout(on, 30));

test('what was just written stays on the screen while the phone is read', async () => {
  const open = close();
  const writing = engine.write(step('first'));
  await vi.waitFor(() => expect(shown()).toEqual(['first']), 20_000);
  // As when the net came back just now.
  void engine.flush();
  await aWhile();
  expect(shown()).toEqual(['first']);
  open();
  await writing;
  await vi.waitFor(async () => expect(await kept()).toBe(1), 20_000);
  expect(shown()).toEqual(['first']);
});

test('what is written while a photo is sealed is not lost', async () => {
  await engine.write(step('before'));
  const open = close();
  const photo = engine.write({
    plan: 'plan',
    kind: 'attachment',
    target: 'photo',
    body: { text: 'Tavlen', media: 'photo' },
    content: new Uint8Array([1, 2, 3]),
  });
  await aWhile();
  const other = engine.write(step('meanwhile'));
  await aWhile();
  open();
  await Promise.all([photo, other]);
  expect(shown().sort()).toEqual(['before', 'meanwhile', 'photo']);
  expect(await kept()).toBe(3);
});

test('a phone that says the net is back before anything can be reached tries again soon, and not for ever', async () => {
  const heard: Record<string, () => void> = {};
  vi.stubGlobal('addEventListener', (name: string, on: () => void) => (heard[name] = on));
  vi.stubGlobal('document', { addEventListener: () => {}, visibilityState: 'visible' });
  const { ApiError } = await import('../api/client');
  net = () => Promise.reject(new ApiError(0, 'offline', ''));
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const nextIn = () => timers.mock.calls.map((c) => c[1] ?? 0).findLast((ms) => ms >= 1000) ?? 0;
  const tries = async (n: number) => {
    for (let i = 0; i < n; i++) await engine.flush();
  };
  engine.start();
  await engine.write(step('first'));
  await tries(6);
  expect(nextIn()).toBeGreaterThan(30_000);
  heard.online?.();
  await tries(1);
  expect(nextIn()).toBe(2000);
  await tries(6);
  expect(nextIn()).toBeGreaterThan(30_000);
  timers.mockRestore();
});
