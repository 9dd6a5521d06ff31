import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from '../api/types';
import type { OpenPlan } from '../sync';
import { samplePlan } from './sample';

const written: { kind: string; target: string; body: object; base?: string }[] = [];
vi.mock('../outbox', () => ({ write: (w: (typeof written)[number]) => Promise.resolve(written.push(w)) }));
const { begin, saveStep } = await import('./writes');
const { saveDream } = await import('./dream');

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
    await saveStep(open, 's1', { status: 'active' });
    expect(written[0]).toMatchObject({ base: 'later' });
  });
});
