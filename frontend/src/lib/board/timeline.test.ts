import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/sample';
import { timeline } from './timeline';

const TODAY = '2026-11-24';
const line = (change: (plan: ReturnType<typeof samplePlan>) => void = () => {}) => {
  const plan = samplePlan();
  change(plan);
  return timeline(plan, TODAY);
};

describe('the timeline of a plan', () => {
  it('puts what runs now together, and what comes after it', () => {
    const rows = line()!.rows;
    expect(rows.map((r) => [r.id, r.phase])).toEqual([
      ['e2', 'now'],
      ['e1', 'now'],
      ['e4', 'later'],
      ['s4', 'later'],
      ['s2', 'later'],
    ]);
  });
  it('has one scale: today lies inside what runs, and the pause inside its bar', () => {
    const { rows, today, months, from, to } = line()!;
    const e1 = rows.find((r) => r.id === 'e1')!;
    expect(e1.from).toBeLessThan(today);
    expect(e1.to).toBeGreaterThan(today);
    expect(e1.pauses).toHaveLength(1);
    expect(e1.pauses[0]!.from).toBeGreaterThan(e1.from);
    expect(e1.pauses[0]!.to).toBeLessThan(e1.to);
    // 21 December to 3 January are fourteen days.
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
    expect((e1.pauses[0]!.to - e1.pauses[0]!.from) * days).toBeCloseTo(14);
    expect(from).toBe('2026-10-22');
    expect(months.map((m) => m.day)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
  });
  it('says what waits for what, by the row', () => {
    const rows = line((plan) => {
      plan.efforts.find((e) => e.id === 'e4')!.after = 'e1';
      plan.steps.find((s) => s.id === 's2')!.after = 's4';
    })!.rows;
    const after = (id: string) => rows[rows.find((r) => r.id === id)!.after ?? -1]?.id;
    expect(after('e4')).toBe('e1');
    expect(after('s2')).toBe('s4');
    expect(after('e1')).toBeUndefined();
  });
  it('keeps what is put aside out, and lets what has no end run on', () => {
    const found = line((plan) => {
      plan.goals.find((g) => g.id === 'g1')!.status = 'dropped';
      delete plan.efforts.find((e) => e.id === 'e1')!.end;
    })!;
    expect(found.rows.some((r) => r.id === 's2')).toBe(false);
    expect(found.rows.find((r) => r.id === 'e1')).toMatchObject({ open: true, to: 1 });
  });
  it('never spans years, whatever the plan says', () => {
    const { from, to } = line((plan) => {
      plan.efforts[0]!.start = '2019-01-01';
      plan.efforts[0]!.end = '2035-01-01';
    })!;
    expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(374 * 86_400_000);
  });
  it('is nothing where nothing has a day', () => {
    const none = line((plan) => {
      plan.efforts = [];
      plan.steps.forEach((s) => delete s.due);
    });
    expect(none).toBeUndefined();
  });
});
