import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from '../api/types';
import type { OpenPlan } from '../sync';
import { samplePlan } from './sample';

const written: { kind: string; target: string; body: object; base?: string }[] = [];
vi.mock('../outbox', () => ({ write: (w: (typeof written)[number]) => Promise.resolve(written.push(w)) }));
const { addGoal, begin, rewordGoal, rewordStep, saveDream, saveGoal, saveStep } = await import('./writes');

let plan: Plan;
const open = {
  id: 'plan',
  get plan() {
    return plan;
  },
  get server() {
    return plan;
  },
  get rev() {
    return plan.rev;
  },
} as unknown as OpenPlan;
/** Another person changes the plan while the dialog is open. */
const meanwhile = (change: (next: Plan) => void) => {
  plan = structuredClone({ ...plan, rev: 'later' });
  change(plan);
};

beforeEach(() => {
  written.length = 0;
  plan = samplePlan();
});

describe('a dialog that was opened before another changed the same thing', () => {
  it('compares a step with what it was, and sends the revision it was seen at', async () => {
    const step = plan.steps[0]!;
    const begun = begin(open, step);
    meanwhile((next) => (next.steps[0]!.text = 'Skrevet af Maja'));
    await rewordStep(open, begun, step.text);
    expect(written).toEqual([]); // untouched: the other's words stand
    await rewordStep(open, begun, ' Mine ord ');
    await saveStep(open, step.id, { status: 'dropped' }, begun);
    expect(written).toMatchObject([
      { target: step.id, body: { text: 'Mine ord' }, base: 'a' },
      { target: step.id, body: { status: 'dropped' }, base: 'a' },
    ]);
  });
  it('writes only the words of a goal that were touched', async () => {
    const goal = plan.goals[0]!;
    const begun = begin(open, goal);
    meanwhile((next) => (next.goals[0]!.title = 'Skrevet af Maja'));
    await rewordGoal(open, begun, { title: goal.title, in_own_words: 'Løn hver måned' });
    expect(written).toMatchObject([{ body: { in_own_words: 'Løn hver måned' }, base: 'a' }]);
    expect(written[0]!.body).not.toHaveProperty('title');
  });
  it('leaves the dream of the other phone alone, or lets the server compare', async () => {
    const begun = begin(open, plan.dream!.text);
    meanwhile((next) => (next.dream!.text = 'Fra den anden telefon'));
    await saveDream(open, plan, begun, begun.was);
    expect(written).toEqual([]);
    await saveDream(open, plan, begun, 'Herfra');
    expect(written).toMatchObject([{ target: 'd', body: { text: 'Herfra' }, base: 'a' }]);
  });
  it('makes a first dream without a base, also when another phone was quicker', async () => {
    const begun = begin(open, '');
    await saveDream(open, plan, begun, 'Den første');
    expect(written[0]).not.toHaveProperty('base');
  });
});

describe('what is done at once', () => {
  it('stands on the plan as it is shown', async () => {
    meanwhile(() => {});
    await saveGoal(open, 'g1', { status: 'reached' });
    expect(written[0]).toMatchObject({ base: 'later' });
  });
  it('has no base while the server does not know the thing', async () => {
    const id = await addGoal(open, { title: 'Svømme', area: 'body' });
    await saveGoal(open, id, { status: 'reached' });
    expect(written.map((w) => [w.target, w.base])).toEqual([
      [id, undefined],
      [id, undefined],
    ]);
  });
});
