import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import { samplePlan } from '../plan/sample';
import { overlay } from './overlay';
import {
  accepted,
  backoff,
  baseAfter,
  inVain,
  judge,
  released,
  link,
  onlyPlaces,
  received,
  renamed,
  sendable,
  settled,
  thrownAway,
  type Item,
} from './rules';

let seq = 0;
const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  user: 'peter',
  plan: 'plan',
  kind: 'goal',
  target: 'g1',
  body: { title: id },
  base: 'r1',
  needs: [],
  at: 0,
  seq: ++seq,
  state: 'waiting',
  tries: 0,
  ...more,
});
const queueOf = (...items: Item[]) => items.reduce<Item[]>((q, i) => [...q, link(i, q)], []);

describe('a chain on one thing', () => {
  it('names the mutation before, and goes out one at a time', () => {
    const queue = queueOf(item('a'), item('b'), item('other', { target: 'g2' }));
    expect(queue[1]!.prev).toBe('a');
    expect(sendable(queue, 'peter').map((i) => i.id)).toEqual(['a', 'other']);
  });
  it('builds on the result of the one before, so nobody conflicts with himself', () => {
    const queue = accepted(queueOf(item('a'), item('b'), item('c')), 'a', 'r2');
    expect(queue[0]).toMatchObject({ id: 'b', base: 'r2', prev: undefined });
    expect(queue[1]).toMatchObject({ id: 'c', prev: 'b' });
  });
  it('waits behind one that is stuck, and moves up when that is thrown away', () => {
    const queue = queueOf(item('a', { state: 'failed' }), item('b'));
    expect(sendable(queue, 'peter')).toEqual([]);
    expect(sendable(thrownAway(queue, 'a'), 'peter').map((i) => i.id)).toEqual(['b']);
  });
  it('waits for nothing that never goes: its words stand until they are read', () => {
    const vain = { code: 'adjustment_changed', detail: '', conflicts: [] };
    const refused = item('a', { state: 'failed', problem: vain });
    expect(link(item('b'), [refused]).prev).toBeUndefined();
    const queue = queueOf(item('a'), item('b')).map((i) => (i.id === 'a' ? { ...i, ...refused } : i));
    expect(queue[1]!.prev).toBe('a');
    expect(sendable(queue, 'peter').map((i) => i.id)).toEqual(['b']);
    expect(judge(new ApiError(409, 'adjustment_changed', ''), 1).what).toBe('failed');
  });
  it('follows a mutation that got a new key', () => {
    const queue = queueOf(item('a', { state: 'conflict' }), item('b'));
    const next = renamed(queue, 'a', item('a2'));
    expect(next.map((i) => i.id)).toEqual(['a2', 'b']);
    expect(next[1]!.prev).toBe('a2');
  });
});

describe('a receipt', () => {
  it('is the base of the next write on the same thing, and of nothing else', () => {
    const queue = queueOf(item('a'), item('b'), item('g2', { target: 'g2' }), item('s', { kind: 'step' }));
    const next = accepted(queue, 'a', 'mine');
    expect(next.map((i) => [i.id, i.base])).toEqual([
      ['b', 'mine'],
      ['g2', 'r1'],
      ['s', 'r1'],
    ]);
  });
  it('stands in for the revision that was sent until the plan is pulled', () => {
    const first = received(undefined, 'r1', 'r1+a');
    expect(baseAfter(first, 'r1')).toBe('r1+a');
    expect(baseAfter(undefined, 'r1')).toBe('r1');
    // A chain: whoever still stands at its beginning builds on its end.
    expect(baseAfter(received(first, 'r1+a', 'r1+b'), 'r1')).toBe('r1+b');
  });
  it('never takes the place of something newer that was seen', () => {
    const first = received(undefined, 'r1', 'r1+a');
    expect(baseAfter(first, 'r5')).toBe('r5');
    expect(baseAfter(received(first, 'r5', 'r5+b'), 'r1')).toBe('r1');
  });
  it('of something new is the base of what is written on it before the plan knows it', () => {
    expect(baseAfter(received(undefined, undefined, 'r2'), undefined)).toBe('r2');
  });
});

describe('a step on a goal that still waits', () => {
  const queue = () => {
    const goal = item('goal', { target: 'new', base: undefined });
    const step = item('step', { kind: 'step', target: 's', base: undefined });
    return [goal, link(step, [goal], ['goal/new'])];
  };
  it('goes after the goal', () => {
    expect(sendable(queue(), 'peter').map((i) => i.id)).toEqual(['goal']);
    expect(sendable(accepted(queue(), 'goal', 'r2'), 'peter').map((i) => i.id)).toEqual(['step']);
  });
  it('goes with it when the goal is thrown away', () => {
    expect(thrownAway(queue(), 'goal')).toEqual([]);
  });
});

describe('whose it is', () => {
  it('never leaves in another name', () => {
    const queue = queueOf(item('a'));
    expect(sendable(queue, 'sofie')).toEqual([]);
    expect(link(item('b', { user: 'sofie' }), queue).prev).toBeUndefined();
  });
});

describe('what an answer means', () => {
  const says = (status: number, retryAfter?: number) =>
    judge(new ApiError(status, 'x', '', [], [], undefined, retryAfter), 1);
  it('keeps it for later without net, when the server is down, or when it asks to wait', () => {
    for (const status of [0, 429, 500, 503, 408]) expect(says(status).what).toBe('later');
    expect(says(503, 60)).toEqual({ what: 'later', afterMs: 60_000 });
  });
  it('pauses when signed out, and shows what the server will never take', () => {
    expect(says(401).what).toBe('pause');
    expect(says(409).what).toBe('conflict');
    for (const status of [400, 403, 404, 413, 422]) expect(says(status).what).toBe('failed');
  });
  it('keeps what wants a proof until she has given it, and then sends the very same mutation', () => {
    for (const code of ['step_up_required', 'limited_view'])
      expect(judge(new ApiError(403, code, ''), 1).what).toBe('unproven');
    expect(judge(new ApiError(403, 'forbidden', ''), 1).what).toBe('failed');
    const asked = item('a', {
      state: 'unproven',
      problem: { code: 'step_up_required', detail: '', conflicts: [] },
    });
    const queue = [asked, item('b', { target: 'other' })];
    expect(inVain(asked)).toBe(false);
    // It holds up nothing else, and does not go by itself.
    expect(sendable(queue, 'peter').map((q) => q.id)).toEqual(['b']);
    const after = released(queue);
    expect(sendable(after, 'peter').map((q) => q.id)).toEqual(['a', 'b']);
    expect(after[0]).toMatchObject({ id: 'a', body: asked.body, state: 'waiting', problem: undefined });
  });
  it('knows what no second try can save, be it refused as a conflict', () => {
    const refused = (status: number, code: string) => judge(new ApiError(status, code, ''), 1).what;
    for (const [status, code] of [
      [422, 'meeting_cancelled'],
      [409, 'meeting_moved'],
      [422, 'too_late'],
      [409, 'already_answered'],
      [422, 'not_offered'],
    ] as const) {
      expect(refused(status, code)).toBe('failed');
      expect(inVain(item('a', { state: 'failed', problem: { code, detail: '', conflicts: [] } }))).toBe(true);
    }
    expect(refused(409, 'conflict')).toBe('conflict');
    expect(
      inVain(item('a', { state: 'failed', problem: { code: 'invalid', detail: '', conflicts: [] } })),
    ).toBe(false);
    expect(inVain(item('a'))).toBe(false);
  });
  it('waits longer each time, and never more than six minutes', () => {
    expect([1, 2, 3].map((n) => backoff(n, 0))).toEqual([2000, 4000, 8000]);
    expect(backoff(40, 1)).toBe(360_000);
  });
});

describe('a conflict', () => {
  const stuck = item('a', {
    body: { title: 'min', in_own_words: 'mine' },
    state: 'conflict',
    problem: { code: 'conflict', detail: '', conflicts: [{ field: 'title', theirs: 'din' }], rev: 'r9' },
  });
  it('sends my words again on the fresh revision with a new key', () => {
    expect(settled(stuck, 'mine', 'fresh')).toMatchObject({
      id: 'fresh',
      base: 'r9',
      state: 'waiting',
      body: { title: 'min', in_own_words: 'mine' },
    });
  });
  it('gives up only what is disputed', () => {
    expect(settled(stuck, 'theirs', 'fresh')?.body).toEqual({ in_own_words: 'mine' });
    expect(settled({ ...stuck, body: { title: 'min' } }, 'theirs', 'fresh')).toBeUndefined();
  });
});

describe('what waits is on screen already', () => {
  it('lays changes, new things, cleared fields and answers over the plan', () => {
    const plan = overlay(
      samplePlan(),
      [
        item('a', { body: { title: 'Nyt navn', colour: null } }),
        item('b', { kind: 'goal', target: 'new', body: { title: 'Svømme', area: 'body' } }),
        item('c', {
          kind: 'step',
          target: 's9',
          body: { goal: 'new', text: 'Badebukser', status: 'active' },
        }),
        item('d', { kind: 'answer', target: 'v2', body: { answer: 'talk', comment: 'Før jul?' } }),
        item('e', { kind: 'dream', target: 'd', body: { text: 'Tivoli' } }),
        item('f', { plan: 'another', body: { title: 'Ikke her' } }),
      ],
      '2026-11-24',
    );
    expect(plan.goals[0]).toMatchObject({ title: 'Nyt navn' });
    expect(plan.goals[0]).not.toHaveProperty('colour');
    expect(plan.goals.at(-1)).toMatchObject({ id: 'new', title: 'Svømme', owner: 'peter', status: 'active' });
    expect(plan.steps.at(-1)).toMatchObject({ goal: 'new', text: 'Badebukser' });
    expect(plan.plan_changes[1]).toMatchObject({ citizen_answer: 'talk', citizen_comment: 'Før jul?' });
    expect(plan.dream).toMatchObject({ text: 'Tivoli', said_on: '2026-11-24' });
  });
  it('shows a companion that staff add as proposed, as the server will', () => {
    const before = samplePlan();
    const m = before.meetings[0]!;
    m.companions = ['lone'];
    const write = item('a', { kind: 'meeting', target: m.id, body: { companions: ['lone', 'kalle'] } });
    expect(overlay(before, [write], '2026-11-24').meetings[0]).toMatchObject({
      companions: ['lone'],
      companions_proposed: ['kalle'],
    });
    m.companions_proposed = ['anette'];
    const back = item('b', {
      kind: 'meeting',
      target: m.id,
      body: { companions: ['lone', 'kalle'], companions_proposed: [] },
    });
    expect(overlay(before, [back], '2026-11-24').meetings[0]).toMatchObject({
      companions_proposed: ['kalle'],
    });
  });
});

describe('a conflict about places', () => {
  const problem = (...fields: string[]) => ({
    code: 'conflict',
    detail: '',
    conflicts: fields.map((field) => ({ field, yours: 'b', theirs: 'c' })),
  });
  it('needs no person; one that holds words does', () => {
    expect(onlyPlaces(problem('rank'))).toBe(true);
    expect(onlyPlaces(problem('board.focus_goals', 'lanes'))).toBe(true);
    expect(onlyPlaces(problem('rank', 'title'))).toBe(false);
    expect(onlyPlaces(problem('area'))).toBe(false);
    expect(onlyPlaces(problem())).toBe(false);
    expect(onlyPlaces(undefined)).toBe(false);
  });
});
describe('what waits, laid over the plan', () => {
  it('stands where it was moved to', () => {
    const plan = { ...samplePlan() };
    const moved = item('a', { kind: 'step', target: 's3', body: { rank: '0x' } });
    expect(overlay(plan, [moved], '2026-11-24').steps.map((s) => s.id)[0]).toBe('s3');
    const large = item('b', { kind: 'board', target: 'plan', body: { focus_goals: ['g2'] } });
    const next = overlay(plan, [large], '2026-11-24').plan.board;
    expect(next.focus_goals).toEqual(['g2']);
    expect(next.lanes).toEqual(plan.plan.board.lanes);
  });
  it('shows a new strength and what helps at once', () => {
    const strong = item('c', { kind: 'strength', target: 'n1', body: { text: 'Tålmodig', rank: 'a' } });
    const hard = item('d', { kind: 'challenge', target: 'n2', body: { text: 'Mørke', what_helps: 'Lys' } });
    const next = overlay(samplePlan(), [strong, hard], '2026-11-24');
    expect(next.strengths).toMatchObject([{ id: 'n1', text: 'Tålmodig', rank: 'a' }]);
    expect(next.challenges).toMatchObject([{ text: 'Mørke', what_helps: 'Lys' }]);
  });
});
