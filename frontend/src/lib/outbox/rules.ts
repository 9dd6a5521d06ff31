/**
 * The rules of what waits to be sent. Pure: the store and the net are elsewhere.
 *
 * A write names the mutation before it on the same thing (`prev`), and takes that mutation's result as its base, so
 * that nobody conflicts with himself. It may also need another thing to exist first (`needs`): a step on a new goal.
 */
import type { ApiError, FieldConflict } from '../api/client';
import type { Id, Rev } from '../api/types';

/** `effort`, `meeting` and `contact_attempt` are written at the desk only. */
export type WriteKind =
  | 'dream'
  | 'board'
  | 'strength'
  | 'challenge'
  | 'goal'
  | 'step'
  | 'effort'
  | 'agreement'
  | 'meeting'
  | 'contact_attempt'
  | 'meeting_answer'
  | 'meeting_time'
  | 'meeting_along'
  | 'summary_answer'
  | 'meeting_request'
  | 'request_time'
  | 'settings'
  | 'answer'
  | 'message'
  | 'attachment'
  | 'wish'
  /** What does not work; a line of the talk about it; whether it helped. */
  | 'flag'
  | 'flag_line'
  | 'flag_word'
  /** The citizen's own word about an effort that ends. */
  | 'effort_word'
  /** An answer to one question of "Hvor langt er jeg?"; the room itself lays it over the plan. */
  | 'measurement'
  /** What is told of hours with pay, or chosen as a goal for them; laid over by its room too. */
  | 'hours'
  | 'wish_answer';

/** One write that waits. */
export interface Item {
  /** Mutation id = Idempotency-Key. */
  id: Id;
  user: Id;
  plan: Id;
  kind: WriteKind;
  /** The id of what is written. */
  target: Id;
  /** Fields as they will be sent: left out = leave as it is. */
  body: Record<string, unknown>;
  /** The revision the person saw; undefined when the thing is new. */
  base?: Rev | undefined;
  /** The mutation before on the same thing, until it has an answer. */
  prev?: Id | undefined;
  /** Mutations that must have been accepted first. */
  needs: Id[];
  /** Ms since 1970 by the server's clock. */
  at: number;
  /** Order of writing. */
  seq: number;
  /** `unproven` waits until this person has shown that it is her. */
  state: 'waiting' | 'failed' | 'conflict' | 'unproven';
  tries: number;
  problem?: { code: string; detail: string; conflicts: FieldConflict[]; rev?: Rev | undefined } | undefined;
}

/** Whether the write puts a picture up: its content lies beside it, sealed by itself. */
export const putsUp = (item: Pick<Item, 'kind' | 'body'>): boolean =>
  item.kind === 'attachment' && 'media' in item.body;

export const thingOf = (item: Pick<Item, 'kind' | 'target'>): string => `${item.kind}/${item.target}`;

/** Links a new write to those before it. Only `waiting` and stuck ones of the same user and plan count. */
export function link(item: Item, queue: readonly Item[], needsThings: readonly string[] = []): Item {
  const mine = queue.filter((q) => q.user === item.user && q.plan === item.plan);
  // Nobody waits for what never goes: it stands only until its words are read.
  const before = mine.filter((q) => thingOf(q) === thingOf(item) && !inVain(q)).at(-1);
  const needs = needsThings
    .map((thing) => mine.find((q) => thingOf(q) === thing)?.id)
    .filter((id): id is Id => id !== undefined);
  return { ...item, needs, ...(before && { prev: before.id }) };
}

/** What the server's last answer on a thing is good for: the base of the next write on that thing, and nothing else. */
export interface Receipt {
  /** The bases that my writes up to it were sent with: whoever still stands there has seen nothing newer. */
  from: readonly (Rev | undefined)[];
  rev: Rev;
}
/** The receipt of an accepted write, with those it built on. */
export function received(before: Receipt | undefined, sent: Rev | undefined, rev: Rev): Receipt {
  const goesOn = before !== undefined && (before.rev === sent || before.from.includes(sent));
  return { from: [...(goesOn ? before.from : []), sent], rev };
}
/**
 * The base of a write that was begun at `seen`. The server's revision of a receipt knows my own write but nothing that
 * others changed meanwhile, so it only takes the place of the revision that write itself was based on.
 */
export const baseAfter = (receipt: Receipt | undefined, seen: Rev | undefined): Rev | undefined =>
  receipt?.from.includes(seen) ? receipt.rev : seen;

/** What may be sent now, oldest first: nothing stuck, nothing whose forerunner still waits. */
export function sendable(queue: readonly Item[], user: Id): Item[] {
  const there = new Set(queue.map((q) => q.id));
  const before = new Set(queue.filter((q) => !inVain(q)).map((q) => q.id));
  return queue
    .filter((q) => q.user === user && q.state === 'waiting')
    .filter((q) => !(q.prev && before.has(q.prev)) && !q.needs.some((id) => there.has(id)))
    .sort((a, b) => a.seq - b.seq);
}

/** After an accepted write: it leaves, and the next one on the same thing builds on its result. */
export function accepted(queue: readonly Item[], id: Id, rev: Rev | undefined): Item[] {
  return queue
    .filter((q) => q.id !== id)
    .map((q) => {
      const needs = q.needs.filter((n) => n !== id);
      if (q.prev === id) return { ...q, prev: undefined, base: rev ?? q.base, needs };
      return needs.length === q.needs.length ? q : { ...q, needs };
    });
}

/** The person throws a write away: the next one on the same thing stands where it stood. */
export function thrownAway(queue: readonly Item[], id: Id): Item[] {
  const gone = queue.find((q) => q.id === id);
  if (!gone) return [...queue];
  // What needed a thing that now never comes can never be sent either.
  const orphans = new Set([id]);
  if (gone.base === undefined && !gone.prev) {
    for (const q of queue) if (q.needs.some((n) => orphans.has(n))) orphans.add(q.id);
  }
  return queue
    .filter((q) => !orphans.has(q.id))
    .map((q) => (q.prev === id ? { ...q, prev: gone.prev, base: q.base ?? gone.base } : q));
}

/** A write that is sent again with other words or another base is another mutation: it needs another key. */
export function renamed(queue: readonly Item[], id: Id, next: Item): Item[] {
  return queue.map((q) => {
    if (q.id === id) return next;
    const needs = q.needs.map((n) => (n === id ? next.id : n));
    return { ...q, needs, ...(q.prev === id && { prev: next.id }) };
  });
}

/** What it was about is over, or another than he saw: however often it is sent, it is never taken. */
const LAST = [
  'meeting_cancelled',
  'meeting_moved',
  'too_late',
  'already_answered',
  'not_offered',
  'adjustment_changed',
];
const isLast = (code: string | undefined): boolean => LAST.includes(code ?? '');
/** A refused write that no second try can save: he keeps his words, and reads what became of it. */
export const inVain = (item: Pick<Item, 'state' | 'problem'>): boolean =>
  item.state !== 'waiting' && isLast(item.problem?.code);

export type Outcome =
  /** Keep it and try later; everything behind it waits too. */
  | { what: 'later'; afterMs: number }
  /** Not signed in: keep it until this person is back. */
  | { what: 'pause' }
  /** The server will never take it as it is: show it, keep the words. */
  | { what: 'failed' }
  | { what: 'conflict' }
  /** Taken once this person has shown that it is her, or locked her phone; the others go on. */
  | { what: 'unproven' };

/** Ms before try number `tries`: 2 s doubling to 5 minutes, with up to a fifth of jitter. */
export function backoff(tries: number, random = Math.random()): number {
  const base = Math.min(2000 * 2 ** Math.max(0, tries - 1), 300_000);
  return Math.round(base * (1 + random / 5));
}

const UNPROVEN = ['step_up_required', 'limited_view'];
/** She has shown that it is her: what waited for that may go, as the very same mutation. */
export const released = (queue: readonly Item[]): Item[] =>
  queue.map((q) => (q.state === 'unproven' ? { ...q, state: 'waiting', tries: 0, problem: undefined } : q));

/** What a refused write means for it. */
export function judge(problem: ApiError, tries: number): Outcome {
  const { status } = problem;
  if (status === 401) return { what: 'pause' };
  if (status === 403 && UNPROVEN.includes(problem.code)) return { what: 'unproven' };
  if (status === 409 && !isLast(problem.code)) return { what: 'conflict' };
  const passing = status === 0 || status >= 500 || status === 408 || status === 425 || status === 429;
  if (passing) return { what: 'later', afterMs: Math.max((problem.retryAfter ?? 0) * 1000, backoff(tries)) };
  // 426: our own version is too old; the words are fine and go out once the page is new.
  if (status === 426) return { what: 'later', afterMs: 300_000 };
  return { what: 'failed' };
}

/** Places and choices of the board: no words are lost when the last one to move a thing decides. */
/** The last part of a field's name: the board's lie in the plan's head as `board.lanes`. */
const PLACES = ['rank', 'focus_goals', 'lanes', 'layout'];
/** A conflict about nothing but where things stand needs no person. */
export const onlyPlaces = (problem: Item['problem']): boolean =>
  !!problem?.conflicts.length &&
  problem.conflicts.every((c) => PLACES.includes(c.field.split('.').at(-1) ?? ''));

/** A conflict settled by hand: with my words (all of them, on today's base), or without the disputed fields. */
export function settled(item: Item, choice: 'mine' | 'theirs', freshId: Id): Item | undefined {
  const body = { ...item.body };
  // An answer is one thing: without its yes or no there is nothing left to send.
  if (choice === 'theirs' && item.kind === 'meeting_answer') return undefined;
  if (choice === 'theirs') {
    for (const c of item.problem?.conflicts ?? []) delete body[c.field];
    if (Object.keys(body).length === 0) return undefined;
  }
  return {
    ...item,
    id: freshId,
    body,
    base: item.problem?.rev ?? item.base,
    prev: undefined,
    state: 'waiting',
    tries: 0,
    problem: undefined,
  };
}
