import { expect, it } from 'vitest';
import type { Meeting } from '../api/types';
import { samplePlan } from '../plan/sample';
import { countedOn } from './along';

const plan = samplePlan();
const base = plan.meetings.find((m) => m.id === 'm12')!;
const at = '2026-11-24T07:00:00Z';
const counted = (more: Partial<Meeting>, now = Date.parse(base.start)) => {
  const bare: Meeting = { ...base, companions: [] };
  delete bare.transport;
  delete bare.pick_up;
  delete bare.companion_answers;
  return countedOn({ ...plan, meetings: [{ ...bare, ...more }] }, 'kalle', now).map((x) => x.drives);
};

it('counts on who is asked along or drives, whoever wrote it, and not on who said no', () => {
  expect(counted({})).toEqual([]);
  expect(counted({ companions: ['kalle'] })).toEqual([false]);
  expect(
    counted({ companions: ['kalle'], companion_answers: [{ who: 'kalle', at, answer: 'comes' }] }),
  ).toEqual([false]);
  expect(
    counted({ companions: ['kalle'], companion_answers: [{ who: 'kalle', at, answer: 'cannot' }] }),
  ).toEqual([]);
  expect(
    counted({ companions: ['kalle'], companion_answers: [{ who: 'kalle', at, answer: 'drives' }] }),
  ).toEqual([true]);
  expect(counted({ transport: { who: 'kalle' } })).toEqual([true]);
  expect(counted({ pick_up: { asked_at: at, answer: 'yes', answered_by: 'kalle' } })).toEqual([true]);
  expect(counted({ companions: ['anette'], transport: { who: 'maja' } })).toEqual([]);
});

it('counts on nobody at what is over or called off', () => {
  expect(counted({ transport: { who: 'kalle' } }, Date.parse(base.end))).toEqual([]);
  expect(counted({ transport: { who: 'kalle' }, status: 'cancelled' })).toEqual([]);
});
