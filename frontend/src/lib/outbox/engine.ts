/**
 * The outbox at work: kept sealed on the phone, sent in order under one lock for the whole browser, never lost to a bad
 * net or a session that ran out.
 */
import { ApiError, call, newId } from '../api/client';
import { planPath } from '../api/paths';
import { picturePath, uploadOf } from '../api/pictures';
import type { Id, WriteResult } from '../api/types';
import { marksOf, setMark } from '../db/marks';
import { database, type OutboxRecord, type SealedRecord } from '../db/db';
import { keepBytes, recallBytes, recordName, seal, sealBytes, unseal } from '../db/vault';
import { session, whenWiped } from '../session';
import { hear } from '../sync/listeners';
import { now } from '../text/clock';
import { inner, outbox, SOON, type Write } from './outbox.svelte';
import { overlay } from './overlay';
import * as rules from './rules';
import type { Item } from './rules';

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tavlen-outbox');
let flushing: Promise<void> | undefined;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** How many tries are made soon: a phone says that the net is back before anything can be reached. */
let soonTries = 0;
const SOON_TRIES = 5;
const SOON_MS = 2000;
let started = false;
let loaded: Promise<void> | undefined;
/** How many saves began, and when all of them are on the phone: what is read there meanwhile is old. */
let begun = 0;
let saving: Promise<unknown> = Promise.resolve();
/** By plan and thing, while this page lives: my next write may come before the plan was pulled. */
const receipts = new Map<string, rules.Receipt>();
const receiptOf = (of: Pick<Item, 'plan' | 'kind' | 'target'>) => `${of.plan}/${rules.thingOf(of)}`;

/** Contents of pictures that were put up on this page, for where the browser keeps nothing. */
const contents = new Map<Id, Uint8Array<ArrayBuffer>>();
/** Beside the drafts: what was read is thrown away when a session runs out, this is not. */
const contentName = (target: Id) => `draft/picture/${target}`;

inner.layWith(overlay);
whenWiped(() => {
  clearTimeout(timer);
  inner.show([]);
  inner.landed([]);
  receipts.clear();
  contents.clear();
  loaded = undefined;
});

/** Keeps the queue, and with it, in one piece, the content of a picture that is new in it. */
function save(next: Item[], content?: SealedRecord): Promise<void> {
  begun++;
  const kept = saveNow(next, content);
  saving = Promise.allSettled([saving, kept]);
  return kept;
}
async function saveNow(next: Item[], content?: SealedRecord): Promise<void> {
  const before = outbox.items;
  const changed = next.filter((item) => !before.includes(item));
  inner.show(next);
  const db = await database();
  if (!db) return;
  const sealed = await Promise.all(
    changed.map(async (item): Promise<OutboxRecord | undefined> => {
      const s = await seal(item.user, item);
      return s && { id: item.id, user: item.user, seq: item.seq, ...s };
    }),
  );
  const keep = new Set(next.map((item) => item.id));
  const tx = db.transaction(['outbox', 'sealed'], 'readwrite');
  const queue = tx.objectStore('outbox');
  const sealedContents = tx.objectStore('sealed');
  const targets = new Set(next.filter(rules.putsUp).map((item) => item.target));
  for (const item of before) {
    if (!keep.has(item.id)) void queue.delete(item.id);
    if (!rules.putsUp(item) || targets.has(item.target)) continue;
    contents.delete(item.target);
    void sealedContents.delete(recordName(item.user, contentName(item.target)));
  }
  for (const record of sealed) if (record) void queue.put(record);
  if (content) void sealedContents.put(content);
  await tx.done;
  channel?.postMessage('changed');
}

/** Reads the queue from the phone again: another tab may have written or sent. */
async function load(): Promise<void> {
  const user = session.me?.person.id;
  const db = await database();
  if (!user || !db) return;
  let opened: (Item | undefined)[];
  let at: number;
  do {
    at = begun;
    await saving;
    const records = await db.getAllFromIndex('outbox', 'user', user);
    opened = await Promise.all(records.map((record) => unseal<Item>(user, record)));
    // What was written while this was read would vanish from the screen, and stand there again a moment later.
  } while (at !== begun);
  inner.show(opened.filter((item): item is Item => item !== undefined).sort((a, b) => a.seq - b.seq));
}

export async function write(w: Write): Promise<void> {
  const user = session.me?.person.id;
  if (!user) return;
  await (loaded ??= load());
  // It takes a moment: the queue is looked at after it, for meanwhile others are written and sent.
  const sealed = w.content && (await sealBytes(user, w.content));
  const items = outbox.items;
  if (items.some((known) => known.id === w.key)) return;
  const item: Item = {
    id: w.key ?? newId(),
    user,
    plan: w.plan,
    kind: w.kind,
    target: w.target,
    body: w.body,
    base: rules.baseAfter(receipts.get(receiptOf(w)), w.base),
    needs: [],
    at: now(),
    seq: Math.max(now(), (items.at(-1)?.seq ?? 0) + 1),
    state: 'waiting',
    tries: 0,
  };
  const next = [...items, rules.link(item, items, w.needs)];
  if (w.content) await saveWith(next, item, w.content, sealed);
  else await save(next);
  void flush();
}

/** @throws when the phone has no room for the content; then the queue is as it was. */
async function saveWith(
  next: Item[],
  item: Item,
  content: Uint8Array<ArrayBuffer>,
  sealed: Awaited<ReturnType<typeof sealBytes>>,
): Promise<void> {
  contents.set(item.target, content);
  const name = recordName(item.user, contentName(item.target));
  try {
    await save(next, sealed && { name, user: item.user, ...sealed });
  } catch (problem) {
    contents.delete(item.target);
    inner.show(outbox.items.filter((q) => q.id !== item.id));
    throw problem;
  }
}

/** The content of a picture that waits to be sent. */
export async function contentOf(target: Id): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const user = session.me?.person.id;
  return contents.get(target) ?? (user ? recallBytes(user, contentName(target)) : undefined);
}

function pathOf(item: Item): string {
  if (item.kind === 'attachment')
    return picturePath(item.plan, item.target) + (rules.putsUp(item) ? '' : '/about');
  // Of these a plan has one, and no other id.
  if (item.kind === 'dream' || item.kind === 'board') return planPath[item.kind](item.plan);
  return planPath[item.kind](item.plan, item.target);
}

async function send(item: Item): Promise<rules.Outcome | { what: 'taken' }> {
  try {
    const content = rules.putsUp(item) ? await contentOf(item.target) : undefined;
    if (rules.putsUp(item) && !content)
      throw new ApiError(410, item.body.media === 'voice' ? 'sound_gone' : 'picture_gone', '');
    const answer = await call<WriteResult>(pathOf(item), {
      method: 'PUT',
      ...(content ? { raw: uploadOf(item.body, content) } : { body: item.body }),
      key: item.id,
      ...(item.base && { ifMatch: item.base }),
    });
    const thing = receiptOf(item);
    if (answer.rev) receipts.set(thing, rules.received(receipts.get(thing), item.base, answer.rev));
    // What was just sent need not be fetched.
    if (content && session.me?.person.role === 'citizen')
      await keepBytes(item.user, `picture/${item.target}`, content).catch(() => undefined);
    inner.landed([...outbox.landed, item]);
    await save(rules.accepted(outbox.items, item.id, answer.rev));
    inner.taken(item, answer);
    return { what: 'taken' };
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    const tries = item.tries + 1;
    const outcome = rules.judge(problem, tries);
    const state = outcome.what === 'later' || outcome.what === 'pause' ? 'waiting' : outcome.what;
    const { code, detail, conflicts, rev } = problem;
    const next: Item = { ...item, tries, state, problem: { code, detail, conflicts, rev } };
    if (state === 'conflict' && rules.onlyPlaces(next.problem)) {
      const mine = rules.settled(next, 'mine', newId());
      if (mine) await save(rules.renamed(outbox.items, item.id, mine));
      return { what: 'taken' };
    }
    // A 401 wipes or pauses the session by itself; the record must not be written back after that.
    if (session.me) await save(outbox.items.map((q) => (q.id === item.id ? next : q)));
    if (outcome.what === 'later' && problem.status === 0 && soonTries > 0) {
      soonTries--;
      return { what: 'later', afterMs: Math.min(outcome.afterMs, SOON_MS) };
    }
    // It was refused because the plan is another than he sees.
    if (state !== 'waiting') hear({ type: 'rev', plan: item.plan, rev: '' });
    return outcome;
  }
}

async function drain(): Promise<void> {
  await load();
  const user = session.me?.person.id;
  if (!user) return;
  for (;;) {
    const item = rules.sendable(outbox.items, user)[0];
    if (!item || session.me?.person.id !== user) return;
    const outcome = await send(item);
    if (outcome.what === 'pause') return;
    if (outcome.what === 'later') {
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), outcome.afterMs);
      return;
    }
  }
}

/** Sends what can be sent. One tab at a time; a call during a flush makes it look once more. */
export function flush(): Promise<void> {
  if (flushing) {
    again = true;
    return flushing;
  }
  flushing = (async () => {
    inner.sending(true);
    try {
      do {
        again = false;
        if (navigator.locks) await navigator.locks.request('tavlen-outbox', drain);
        else await drain();
      } while (again);
    } finally {
      inner.sending(false);
      flushing = undefined;
    }
  })();
  return flushing;
}

export const throwAway = (id: Id): Promise<void> => save(rules.thrownAway(outbox.items, id));

export async function retry(id: Id, body?: Record<string, unknown>): Promise<void> {
  const item = outbox.items.find((q) => q.id === id);
  if (!item) return;
  const fresh: Item = {
    ...item,
    id: newId(),
    body: body ?? item.body,
    state: 'waiting',
    tries: 0,
    problem: undefined,
  };
  await save(rules.renamed(outbox.items, id, fresh));
  void flush();
}

/** Sends what waited for her to show that it is her. */
export async function release(): Promise<void> {
  await (loaded ??= load());
  if (!outbox.items.some((item) => item.state === 'unproven')) return;
  await save(rules.released(outbox.items));
  void flush();
}

export async function settle(id: Id, choice: 'mine' | 'theirs'): Promise<void> {
  const item = outbox.items.find((q) => q.id === id);
  if (!item) return;
  const next = rules.settled(item, choice, newId());
  await save(next ? rules.renamed(outbox.items, id, next) : rules.thrownAway(outbox.items, id));
  void flush();
}

/** Queues what another page held in a mark when it went away; what had come into the queue is there once. */
async function takeUp(): Promise<void> {
  for (const [key, held] of marksOf(SOON)) {
    try {
      const [user, w] = JSON.parse(held) as [Id, Write];
      if (user === session.me?.person.id) await write({ ...w, key });
    } catch {
      // Unreadable: another hand has been there. No room on the phone: `write` shows it as long as the page lives.
    }
    setMark(SOON + key, undefined);
  }
}

/** Start, net back, page in front: each is a moment to send. */
export function start(): void {
  if (started) return void flush();
  started = true;
  void takeUp().finally(flush);
  channel?.addEventListener('message', () => void load());
  addEventListener('online', () => {
    soonTries = SOON_TRIES;
    void flush();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void flush();
  });
}
