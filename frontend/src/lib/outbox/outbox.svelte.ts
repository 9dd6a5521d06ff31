/**
 * What the person has written and the server has not yet taken, as screens see it.
 *
 * The work itself (sealing, sending, settling) is `engine.ts`, fetched after the first content: a page that only reads
 * never waits for it.
 */
import { newId } from '../api/client';
import type { Id, Plan, Rev, WriteResult } from '../api/types';
import { setMark } from '../db/marks';
import { once } from '../nav/once';
import { afterPaint } from '../nav/paint';
import type { Item, WriteKind } from './rules';

export interface Write {
  plan: Id;
  kind: WriteKind;
  target: Id;
  body: Record<string, unknown>;
  /** The revision on screen; left out for something new. */
  base?: Rev | undefined;
  /** Things (`goal/<id>`) that must be on the server first, should they be waiting too. */
  needs?: string[];
  /** A message's own id is its key. */
  key?: Id;
  /** What a picture that is put up is made of. */
  content?: Uint8Array<ArrayBuffer>;
}
type Lay = (plan: Plan, items: readonly Item[], today: string) => Plan;
type Taken = (item: Item, answer: WriteResult) => void;

let items = $state.raw<readonly Item[]>([]);
/** Taken by the server, but not in the plan we have from it yet: without them the screen would jump back and forth. */
let landed = $state.raw<readonly Item[]>([]);
let sending = $state(false);
let lay = $state.raw<Lay>();
const onTaken = new Set<Taken>();

export const outbox = {
  /** Everything this person has waiting, oldest first. */
  get items(): readonly Item[] {
    return items;
  },
  get sending(): boolean {
    return sending;
  },
  /** Those that need the person: refused, or changed by another meanwhile. */
  get stuck(): readonly Item[] {
    return items.filter((item) => item.state !== 'waiting');
  },
  /** The writes on one thing. */
  on(kind: WriteKind, target: Id): readonly Item[] {
    return items.filter((item) => item.kind === kind && item.target === target);
  },
  /** The plan with what waits laid over it. */
  over(plan: Plan, today: string): Plan {
    return lay && items.length + landed.length ? lay(plan, [...landed, ...items], today) : plan;
  },
  get landed(): readonly Item[] {
    return landed;
  },
  /** A plan that was asked for after these had landed is here: it holds them. */
  arrived(these: readonly Item[]): void {
    if (these.length) landed = landed.filter((item) => !these.includes(item));
  },
};

/** For the engine alone. */
export const inner = {
  show(next: readonly Item[]): void {
    items = next;
  },
  sending(now: boolean): void {
    sending = now;
  },
  landed(next: readonly Item[]): void {
    landed = next;
  },
  layWith(how: Lay): void {
    lay = how;
  },
  taken(item: Item, answer: WriteResult): void {
    for (const listener of onTaken) listener(item, answer);
  },
};

/** Called after each accepted write, with the server's answer: the plan store pulls, a thread reloads. */
export function whenTaken(listener: Taken): () => void {
  onTaken.add(listener);
  return () => onTaken.delete(listener);
}

const engine = once(() => import('./engine'));

/** Puts a write in the queue and tries to send it at once. Resolves when it is safely on the phone. */
export const write = async (w: Write): Promise<void> => (await engine()).write(w);
/** Begins the names of the marks of writes that are not sealed in the queue yet. */
export const SOON = 'soon/';
/**
 * `write` for a tap that must be seen at once: first the screen answers, then the work begins. Until the queue has it a
 * mark holds it, which outlives the page: so it is for ids and dates alone, never for words. Gives a way to call it off.
 */
export function writeSoon(user: Id, w: Write, first: () => void): () => void {
  const key = newId();
  const hold = (what?: string) => setMark(SOON + key, what);
  hold(JSON.stringify([user, w]));
  const off = afterPaint(() => {
    first();
    void write({ ...w, key }).then(() => hold());
  });
  return () => {
    off();
    hold();
  };
}
/** Sends what can be sent now; resolves when nothing more can. */
export const flush = async (): Promise<void> => (await engine()).flush();
/** Throws one write away, and what can never be sent without it. */
/** Sends what waited for her to show that it is her. */
export const release = async (): Promise<void> => (await engine()).release();
export const throwAway = async (id: Id): Promise<void> => (await engine()).throwAway(id);
/** Tries a refused write once more, with other words when given. */
export const retry = async (id: Id, body?: Record<string, unknown>): Promise<void> =>
  (await engine()).retry(id, body);
/** Settles a conflict: my words, or the other's. */
export const settle = async (id: Id, choice: 'mine' | 'theirs'): Promise<void> =>
  (await engine()).settle(id, choice);
/** Wires the moments at which waiting things go out; called once, when somebody is signed in. */
export const startOutbox = async (): Promise<void> => (await engine()).start();
