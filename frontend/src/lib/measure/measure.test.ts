import { describe, expect, it } from 'vitest';
import type { Item } from '../outbox/rules';
import { samplePlan } from '../plan/sample';
import { begunToday, daysOf, linesOf, movedOf, saidBeside, withWaiting } from './measure';

const base = samplePlan();
const peter = base.citizen.id;
const plan = {
  ...base,
  indicators: [{ id: 'i8', key: 'energy', citizen_q: 'Overskud?' }],
  measurements: [
    {
      id: 'p3',
      on: '2026-11-17',
      by: peter,
      role: 'citizen' as const,
      values: { i8: 4 },
      notches: { i8: 'Søvn' },
    },
    { id: 'p2', on: '2026-10-12', by: 'maja', role: 'staff' as const, values: { i8: 3 } },
    { id: 'p1', on: '2026-10-12', by: peter, role: 'citizen' as const, values: { i8: 0 }, said: 'Før' },
  ],
};
const write = (target: string, body: Record<string, unknown>): Item => ({
  id: 'w',
  user: peter,
  plan: plan.plan.id,
  kind: 'measurement',
  target,
  body,
  needs: [],
  at: 0,
  seq: 0,
  state: 'waiting',
  tries: 0,
});

describe('lines', () => {
  it('are each person’s own, the citizen’s first, oldest answer first; nought is an answer', () => {
    const lines = linesOf(plan, plan.measurements, 'energy');
    expect(lines.map((l) => [l.by, l.points.map((p) => p.value)])).toEqual([
      [peter, [0, 4]],
      ['maja', [3]],
    ]);
    expect(lines[0]!.points[1]!.notch).toBe('Søvn');
    expect(daysOf(lines)).toEqual(['2026-10-12', '2026-11-17']);
    expect(movedOf(lines[0]!)).toEqual({ from: 0, to: 4 });
    expect(movedOf(lines[1]!)).toBeUndefined();
  });
  it('show what waits for the net at once, also where the plan has no such question yet', () => {
    const waiting = [
      write('n/answers/energy', { value: 5, on: '2026-11-24' }),
      write('n/answers/support', { value: 7, on: '2026-11-24' }),
      write('p3/answers/energy', {}),
    ];
    const now = withWaiting(plan, waiting);
    expect(linesOf(plan, now, 'energy')[0]!.points.map((p) => p.value)).toEqual([0, 5]);
    expect(linesOf(plan, now, 'support')[0]!.points).toEqual([{ on: '2026-11-24', value: 7 }]);
    expect(begunToday(now, peter, '2026-11-24')?.id).toBe('n');
    expect(begunToday(now, 'maja', '2026-11-24')).toBeUndefined();
  });
  it('begin nothing by a question that is skipped', () =>
    expect(withWaiting(plan, [write('n/answers/energy', {})])).toHaveLength(3));
});

it('keeps what was said beside the numbers', () =>
  expect(saidBeside(plan.measurements).map((m) => m.said)).toEqual(['Før']));
