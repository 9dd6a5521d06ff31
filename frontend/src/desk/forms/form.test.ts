import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Goal, Plan } from '$lib/api';
import type { OpenPlan } from '$lib/sync';

const drafts = new Map<string, string>();
const queued: { body: object; key?: string; base?: string; needs?: string[] }[] = [];
const box = { items: [] as { id: string; kind: string; target: string; state: string }[] };
const thrown: string[] = [];
vi.mock('$lib/outbox', () => ({
  outbox: {
    get items() {
      return box.items;
    },
    get stuck() {
      return box.items.filter((item) => item.state !== 'waiting');
    },
  },
  keepDraft: (name: string, text: string) => drafts.set(name, text),
  dropDraft: (name: string) => drafts.delete(name),
  recallDraft: (name: string) => Promise.resolve(drafts.get(name) ?? ''),
  throwAway: (id: string) => Promise.resolve(thrown.push(id)),
  whenTaken: () => {},
  write: (w: (typeof queued)[number]) => Promise.resolve(queued.push(w)),
}));
const put = vi.fn();
vi.mock('$lib/api', async () => {
  const { ApiError, newId } = await import('../../lib/api/client');
  const kinds = ['Board', 'Strength', 'Challenge', 'Goal', 'Step', 'Effort', 'Agreement', 'Meeting'];
  return { ApiError, newId, ...Object.fromEntries(kinds.map((kind) => [`put${kind}`, put])) };
});

const { ApiError } = await import('$lib/api');
const { Form } = await import('./form.svelte');
const { goalShape } = await import('./goal');

const goal: Goal = {
  id: 'g1',
  rank: 'a',
  area: 'work',
  title: 'Et job',
  status: 'active',
  owner: 'peter',
  may_edit: true,
};
let server: Goal;
let rev: string;
let status: 'draft' | 'active';
const open = {
  id: 'plan',
  get plan() {
    return { plan: { status }, plan_changes: [], goals: [server] } as unknown as Plan;
  },
  get server() {
    return { goals: [server] } as unknown as Plan;
  },
  get rev() {
    return rev;
  },
  pull: () => Promise.resolve(),
} as unknown as OpenPlan;
const words = (field: string, problem: string) => `${field}: ${problem}`;

async function opened() {
  const form = new Form(open, goalShape, 'g1', { me: 'maja', today: '2026-11-24' });
  await form.start();
  return form;
}
const written = (n: number) => ({
  body: put.mock.calls[n]?.[2] as unknown,
  ...(put.mock.calls[n]?.[3] as { key: string; rev?: string }),
});

beforeEach(() => {
  drafts.clear();
  queued.length = thrown.length = box.items.length = 0;
  put.mockReset();
  status = 'active';
  server = { ...goal };
  rev = 'r1';
});

describe('saving', () => {
  it('wants a why, and says so beside it', async () => {
    const form = await opened();
    form.fields.title = ' ';
    expect(await form.save(words)).toBe('not');
    expect(form.errors).toEqual({ title: 'title: missing', why: 'why: missing' });
    expect(put).not.toHaveBeenCalled();
  });

  it('wants no why in a draft that nobody was asked about', async () => {
    put.mockResolvedValue({ rev: 'r2' });
    status = 'draft';
    const form = await opened();
    form.fields.title = 'Et job med løn';
    expect(await form.save(words)).toBe('saved');
    expect(written(0).body).toEqual({ title: 'Et job med løn' });
  });

  it('sends what was changed, on the revision it was opened at, and forgets the draft', async () => {
    put.mockResolvedValue({ rev: 'r2' });
    const form = await opened();
    form.fields.title = 'Et job med løn';
    form.why = ' Peter vil ';
    form.keep();
    expect(drafts.size).toBe(1);
    rev = 'r9'; // somebody else moved the plan on meanwhile
    expect(await form.save(words)).toBe('saved');
    expect(written(0)).toMatchObject({ body: { title: 'Et job med løn', why: 'Peter vil' }, rev: 'r1' });
    expect(drafts.size).toBe(0);
  });

  it('does not write what says the same', async () => {
    const form = await opened();
    form.why = 'Hm';
    expect(await form.save(words)).toBe('nothing');
    expect(put).not.toHaveBeenCalled();
  });

  it('puts the server’s problems beside their fields, the rest above', async () => {
    put.mockRejectedValue(
      new ApiError(422, 'invalid', 'x', [
        { field: 'title', code: 'invalid', detail: 'For lang' },
        { field: 'body.target_date', code: 'invalid', detail: 'Ingen dag' },
        { field: 'rank', code: 'invalid', detail: 'Rækkefølgen' },
      ]),
    );
    const form = await opened();
    form.fields.title = 'Nyt';
    form.why = 'x';
    expect(await form.save(words)).toBe('not');
    expect(form.error('title')).toBe('For lang');
    expect(form.error('target_date')).toBe('Ingen dag');
    expect(form.otherErrors).toEqual(['Rækkefølgen']);
    expect(queued).toHaveLength(0);
  });
});

describe('without net', () => {
  it.each([0, 503, 429])('hands the same write under the same key to the outbox (%i)', async (status) => {
    put.mockRejectedValue(new ApiError(status, status ? 'busy' : 'offline', ''));
    const form = await opened();
    form.fields.title = 'Nyt';
    form.why = 'x';
    expect(await form.save(words)).toBe('waiting');
    expect(queued[0]).toMatchObject({ body: { title: 'Nyt', why: 'x' }, key: written(0).key, base: 'r1' });
  });

  it('goes behind what already waits for the same thing', async () => {
    box.items.push({ id: 'w', kind: 'goal', target: 'g1', state: 'waiting' });
    const form = await opened();
    form.fields.title = 'Nyt';
    form.why = 'x';
    expect(await form.save(words)).toBe('waiting');
    expect(put).not.toHaveBeenCalled();
  });

  it('keeps the words when nobody is signed in any more', async () => {
    put.mockRejectedValue(new ApiError(401, 'not_signed_in', ''));
    const form = await opened();
    form.fields.title = 'Nyt';
    form.why = 'x';
    form.keep();
    expect(await form.save(words)).toBe('not');
    expect(drafts.size).toBe(1);
    expect(queued).toHaveLength(0);
  });
});

describe('two people', () => {
  async function conflicting() {
    put.mockRejectedValueOnce(
      new ApiError(
        409,
        'conflict',
        '',
        [],
        [{ field: 'title', yours: 'Mit', theirs: 'Deres', base: 'Et job' }],
        'r5',
      ),
    );
    const form = await opened();
    form.fields.title = 'Mit';
    form.fields.target_date = '2027-05-01';
    form.why = 'x';
    server = { ...goal, title: 'Deres', in_own_words: 'Andres ord' };
    rev = 'r5';
    expect(await form.save(words)).toBe('not');
    expect(form.conflicts).toHaveLength(1);
    put.mockResolvedValue({ rev: 'r6' });
    return form;
  }

  it('sends mine on today’s revision and nothing that was not mine', async () => {
    const form = await conflicting();
    expect(await form.settle(new Map([['title', 'Mit']]))).toBe('saved');
    expect(written(1)).toMatchObject({
      body: { title: 'Mit', target_date: '2027-05-01', why: 'x' },
      rev: 'r5',
    });
    expect(Object.keys(written(1).body as object)).toHaveLength(3);
    expect(written(1).key).not.toBe(written(0).key);
  });
  it('leaves theirs alone, and sends the rest of mine', async () => {
    const form = await conflicting();
    await form.settle(new Map([['title', 'Deres']]));
    expect(written(1).body).toEqual({ target_date: '2027-05-01', why: 'x' });
  });
  it('takes a third text', async () => {
    const form = await conflicting();
    await form.settle(new Map([['title', 'Begges']]));
    expect(written(1).body).toEqual({ title: 'Begges', target_date: '2027-05-01', why: 'x' });
  });
  it('settles at the revision the texts were told for, though the plan has moved on since', async () => {
    const form = await conflicting();
    server = { ...server, title: 'Tredjes' };
    rev = 'r8';
    await form.settle(new Map([['title', 'Mit']]));
    expect(written(1)).toMatchObject({ body: { title: 'Mit' }, rev: 'r5' });
  });
  it('loses nothing when it is put off', async () => {
    const form = await conflicting();
    form.later();
    expect(form.fields).toMatchObject({ title: 'Mit', target_date: '2027-05-01' });
    expect(form.why).toBe('x');
  });

  it('compares by itself when the server has forgotten the revision', async () => {
    put.mockRejectedValueOnce(new ApiError(400, 'bad_rev', '')).mockResolvedValue({ rev: 'r6' });
    const form = await opened();
    form.fields.target_date = '2027-05-01';
    form.why = 'x';
    server = { ...goal, title: 'Deres' };
    rev = 'r5';
    expect(await form.save(words)).toBe('saved');
    expect(written(1)).toMatchObject({ body: { target_date: '2027-05-01', why: 'x' }, rev: 'r5' });
  });
});

describe('drafts and stuck writes', () => {
  it('come back as they were, on the revision they were begun at', async () => {
    const first = await opened();
    first.fields.title = 'Halvt';
    first.why = 'fordi';
    first.keep();
    server = { ...goal, in_own_words: 'Nye ord' };
    rev = 'r7';
    const second = await opened();
    expect(second.restored).toBe(true);
    expect(second.fields.title).toBe('Halvt');
    put.mockResolvedValue({ rev: 'r8' });
    await second.save(words);
    expect(written(0)).toMatchObject({ body: { title: 'Halvt', why: 'fordi' }, rev: 'r1' });
  });

  it('opens over a conflict in the outbox, and takes its place', async () => {
    box.items.push({
      id: 'stuck',
      kind: 'goal',
      target: 'g1',
      state: 'conflict',
      body: { title: 'Mit', why: 'x' },
      problem: {
        code: 'conflict',
        detail: '',
        conflicts: [{ field: 'title', yours: 'Mit', theirs: 'Deres' }],
        rev: 'r5',
      },
    } as never);
    server = { ...goal, title: 'Deres' };
    const form = await opened();
    expect(form.fields.title).toBe('Mit');
    expect(form.conflicts).toHaveLength(1);
    put.mockResolvedValue({ rev: 'r6' });
    expect(await form.settle(new Map([['title', 'Mit']]))).toBe('saved');
    expect(thrown).toEqual(['stuck']);
  });
});

describe('a form that asks before it saves', () => {
  it('sends nothing while there is something to read, and everything the next time', async () => {
    const form = await opened();
    form.fields.title = 'Et godt job';
    form.why = 'Det sagde du.';
    const asked: object[] = [];
    const ask = (changed: object) => Promise.resolve(asked.push(changed) > 1);
    expect(await form.save(words, ask)).toBe('ask');
    expect(put).not.toHaveBeenCalled();
    put.mockResolvedValue({ rev: 'r2' });
    expect(await form.save(words, ask)).toBe('saved');
    expect(asked).toEqual([{ title: 'Et godt job' }, { title: 'Et godt job' }]);
  });
  it('asks about nothing that was not changed', async () => {
    const form = await opened();
    form.why = 'Det sagde du.';
    expect(await form.save(words, () => Promise.reject(new Error('asked')))).toBe('nothing');
  });
});
