import { describe, expect, it } from 'vitest';
import type { Plan, Wish } from '../api/types';
import { samplePlan } from '../plan/sample';
import { overlay } from './overlay';
import type { Item } from './rules';

const base: Plan = samplePlan();
const item = (kind: Item['kind'], target: string, body: Item['body']): Item => ({
  id: `${kind}-${target}`,
  user: base.citizen.id,
  plan: base.plan.id,
  kind,
  target,
  body,
  needs: [],
  at: Date.parse('2026-11-24T09:00:00+01:00'),
  seq: 1,
  state: 'waiting',
  tries: 0,
});
const over = (plan: Plan, ...items: Item[]) => overlay(plan, items, '2026-11-24').wishes;
const answered: Wish = {
  id: 'w',
  entry: 'mentor',
  title: 'Mentor',
  to: 'consultant',
  status: 'active',
  at: '2026-11-20T08:00:00Z',
  answer: { by: 'maja', at: '2026-11-21T08:00:00Z', text: 'Ja' },
};

describe('wishes that wait to be sent', () => {
  it('are shown at once, on a plan of an older app too', () => {
    const older = { ...base };
    delete older.wishes;
    expect(over(older, item('wish', 'w', { entry: 'mentor', words: 'Hej' }))).toMatchObject([
      { id: 'w', entry: 'mentor', words: 'Hej', to: 'consultant', status: 'active' },
    ]);
  });
  it('ask anew with new words, and keep the answer when put aside', () => {
    const plan = { ...base, wishes: [answered] };
    expect(over(plan, item('wish', 'w', { words: 'Og om aftenen?' }))?.[0]?.answer).toBeUndefined();
    expect(over(plan, item('wish', 'w', { status: 'dropped' }))?.[0]).toMatchObject({
      status: 'dropped',
      answer: { text: 'Ja' },
    });
    expect(plan.wishes[0]?.answer?.text).toBe('Ja');
  });
  it('are answered by the staff who writes', () => {
    const open = { ...answered };
    delete open.answer;
    expect(
      over({ ...base, wishes: [open] }, item('wish_answer', 'w', { text: 'Kom torsdag' }))?.[0]?.answer,
    ).toEqual({
      by: base.citizen.id,
      at: '2026-11-24T08:00:00.000Z',
      text: 'Kom torsdag',
    });
  });
});

describe('an attempt to reach somebody that waits to be sent', () => {
  const attempt = item('contact_attempt', 'k', { how: 'visit', reached: false, note: 'Ringede på.' });
  it('stands on the plan at once, by whoever wrote it', () => {
    expect(overlay(base, [attempt], '2026-11-24').contact_attempts).toEqual([
      {
        id: 'k',
        at: '2026-11-24T08:00:00.000Z',
        by: base.citizen.id,
        how: 'visit',
        reached: false,
        note: 'Ringede på.',
      },
    ]);
  });
  it('stands there once when the server has it already', () => {
    const there = overlay(base, [attempt], '2026-11-24');
    expect(overlay(there, [attempt], '2026-11-24').contact_attempts).toHaveLength(1);
  });
});
