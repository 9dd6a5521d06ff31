import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const net = {
  calls: [] as string[],
  me: () => Promise.resolve(peter as unknown),
  end: () => Promise.resolve() as Promise<void>,
  create: () => Promise.resolve(peter as unknown),
};
const peter = { person: { id: 'peter', role: 'citizen', language: 'da' }, plan: { id: 'plan' } };
vi.mock('../api/session', () => ({
  getMe: () => (net.calls.push('me'), net.me()),
  endSession: () => (net.calls.push('end'), net.end()),
  createSession: () => (net.calls.push('create'), net.create()),
}));
const posted: unknown[] = [];
vi.stubGlobal(
  'BroadcastChannel',
  class {
    postMessage = (said: unknown) => posted.push(said);
    addEventListener = () => {};
  },
);

// Marks must outlive a page: the real storage's stand-in does, as the browser's does.
const store: Record<string, unknown> = Object.create({
  getItem: (name: string) => (store[name] as string | undefined) ?? null,
  setItem: (name: string, value: string) => void (store[name] = value),
  removeItem: (name: string) => void delete store[name],
}) as Record<string, unknown>;
vi.stubGlobal('localStorage', store);

let { ApiError, heard } = await import('../api/client');
const { clearMarks, getMark, setMark, recall, keep } = await import('../db');
const { database } = await import('../db/db');
const { wipe } = await import('../db/vault');

/** The module as a page has it that was just opened. */
async function opened() {
  vi.resetModules();
  ({ ApiError, heard } = await import('../api/client'));
  return import('./session.svelte');
}
const never = () => new Promise<never>(() => {});
const records = async () => {
  const db = (await database())!;
  return (await db.count('keys')) + (await db.count('sealed')) + (await db.count('outbox'));
};
/** What waits of Peter's, as the outbox keeps it. */
async function wait() {
  const db = (await database())!;
  const sealed = { v: 1, iv: new Uint8Array(12), data: new ArrayBuffer(4) };
  await db.put('outbox', { id: 'w', user: 'peter', seq: 1, ...sealed });
}

beforeEach(async () => {
  await wipe();
  clearMarks();
  net.calls.length = posted.length = 0;
  net.me = net.create = () => Promise.resolve(peter);
  net.end = () => Promise.resolve();
});

describe('signing out', () => {
  it('is done at once, though the net hangs; the mark outlives the wipe', async () => {
    const page = await opened();
    await page.startSession();
    await keep('peter', 'plan/1', { text: 'Tivoli' });
    net.end = never;
    await page.signOut();
    expect(page.session.state).toBe('out');
    expect(await records()).toBe(0);
    expect([getMark('ending'), getMark('user')]).toEqual(['yes', undefined]);
    expect(posted).toEqual(['out']);
    expect(net.calls.at(-1)).toBe('end');
  });
  it('forgets the mark when the server has heard, or had ended it itself', async () => {
    for (const end of [
      () => Promise.resolve(),
      () => Promise.reject(new ApiError(401, 'not_signed_in', '')),
    ]) {
      const page = await opened();
      net.me = () => Promise.resolve(peter);
      await page.startSession();
      net.end = end;
      await page.signOut();
      await vi.waitFor(() => expect(getMark('ending')).toBeUndefined());
    }
  });
  it('that the server has not heard is told at the next start, before anything else', async () => {
    setMark('ending', 'yes');
    net.end = () => Promise.reject(new ApiError(0, 'offline', ''));
    const page = await opened();
    await page.startSession();
    expect(page.session.state).toBe('out');
    expect(net.calls).toEqual(['end']);
    expect(getMark('ending')).toBe('yes');
  });
  it('stays to be told when a new sign-in fails, and not when it works', async () => {
    setMark('ending', 'yes');
    const page = await opened();
    net.create = () => Promise.reject(new ApiError(404, 'code_wrong', ''));
    await expect(page.signIn('X')).rejects.toThrow();
    expect(getMark('ending')).toBe('yes');
    net.create = () => Promise.resolve(peter);
    await page.signIn('Y');
    expect(getMark('ending')).toBeUndefined();
    expect(page.session.state).toBe('in');
  });
});

describe('a session that is over', () => {
  it('wipes plan, key and what waits when it was ended elsewhere, and tells the other tabs', async () => {
    const page = await opened();
    await page.startSession();
    await keep('peter', 'plan/1', 1);
    await wait();
    heard.out!('session_ended');
    expect(page.session.state).toBe('out');
    await vi.waitFor(() => expect(posted).toEqual(['out']));
    expect(await records()).toBe(0);
    expect(getMark('user')).toBeUndefined();
  });
  it('keeps what waits and the drafts, and asks him in again, when it ran out', async () => {
    const page = await opened();
    await page.startSession();
    await keep('peter', 'plan/1', 1);
    await keep('peter', 'draft/dream', 'halvt');
    await wait();
    heard.out!('not_signed_in');
    expect(page.session.state).toBe('expired');
    await vi.waitFor(async () => expect(await recall('peter', 'plan/1')).toBeUndefined());
    expect(await recall('peter', 'draft/dream')).toBe('halvt');
    expect(await (await database())!.count('outbox')).toBe(1);
    expect([getMark('user'), posted]).toEqual(['peter', []]);
  });
  it('sends nobody round: tabs where nobody was signed in are told nothing', async () => {
    net.me = () => {
      heard.out!('session_ended');
      return Promise.reject(new ApiError(401, 'session_ended', ''));
    };
    const page = await opened();
    await page.startSession();
    await vi.waitFor(() => expect(page.session.state).toBe('out'));
    expect(posted).toEqual([]);
  });
});
