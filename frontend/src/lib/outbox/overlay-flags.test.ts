import { expect, it } from 'vitest';
import type { Flag, Plan } from '../api/types';
import { samplePlan } from '../plan/sample';
import { overlay } from './overlay';
import type { Item } from './rules';

const base: Plan = samplePlan();
const action = (at: string): Flag['action'] => ({ by: 'maja', at, text: 'Du får en stol.' });
const withFlag = (at: string): Plan => ({
  ...base,
  flags: [
    {
      id: 'f',
      at: '2026-11-24T08:00:00Z',
      by: base.citizen.id,
      category: 'other',
      text: '',
      action: action(at)!,
    },
  ],
});
const said: Item = {
  id: 'word',
  user: base.citizen.id,
  plan: base.plan.id,
  kind: 'flag_word',
  target: 'f',
  body: { helped: true, action_at: '2026-11-24T09:00:00Z' },
  needs: [],
  at: Date.parse('2026-11-24T10:00:00Z'),
  seq: 1,
  state: 'waiting',
  tries: 0,
};
const over = (plan: Plan) => overlay(plan, [said], '2026-11-24').flags[0]!;

it('a word about what was made otherwise closes it at once, and nothing that was made otherwise since', () => {
  expect(over(withFlag('2026-11-24T09:00:00Z')).resolved_at).toBeDefined();
  expect(over(withFlag('2026-11-24T09:30:00Z')).resolved_at).toBeUndefined();
});

it('that a word written down for him is not so opens it again at once', () => {
  const plan = withFlag('2026-11-24T09:00:00Z');
  plan.flags[0] = { ...plan.flags[0]!, resolved_at: '2026-11-24T09:30:00Z', resolved_recorded_by: 'maja' };
  const not: Item = { ...said, body: { helped: false, action_at: '2026-11-24T09:00:00Z' } };
  const flag = overlay(plan, [not], '2026-11-24').flags[0]!;
  expect([flag.resolved_at, flag.resolved_recorded_by]).toEqual([undefined, undefined]);
  expect(flag.reopened_at).toBe('2026-11-24T10:00:00.000Z');
});
