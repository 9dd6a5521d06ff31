import { describe, expect, it } from 'vitest';
import { samplePlan } from '../plan/sample';
import { applyChanges } from './apply';

const base = { rev: 'b' };

describe('laying changes on a plan', () => {
  it('replaces a thing by its id, keeps the others, takes the new revision', () => {
    const plan = samplePlan();
    const goal = { ...plan.goals[0]!, title: 'Et job' };
    const next = applyChanges(plan, { ...base, changed: { goals: [goal] } });
    expect(next.rev).toBe('b');
    expect(next.goals.map((g) => g.title)).toEqual(['Et job', 'Uden øl', 'Se min søster']);
    expect(plan.goals[0]!.title).toBe('Et job med løn');
  });
  it('puts a new thing where its rank or time says', () => {
    const step = { id: 's9', goal: 'g1', rank: '15', text: 'Imellem', status: 'active' as const };
    const next = applyChanges(samplePlan(), { ...base, changed: { steps: [step] } });
    const g1 = next.steps.filter((s) => s.goal === 'g1').map((s) => s.id);
    expect(g1).toEqual(['s1', 's9', 's2', 's3']);
    const meeting = { ...samplePlan().meetings[0]!, id: 'mx', start: '2026-11-25T09:00:00+01:00' };
    const met = applyChanges(samplePlan(), { ...base, changed: { meetings: [meeting] } });
    expect(met.meetings.map((m) => m.id)).toEqual(['m11', 'mx', 'm11b', 'm12']);
  });
  it('lays single fields over a step, and takes away what is gone of it', () => {
    const plan = samplePlan();
    const [one, ...others] = plan.steps;
    const fields = { id: one!.id, status: 'done', done_at: '2026-11-24', due: null };
    const next = applyChanges(plan, {
      ...base,
      changed: { step_fields: [fields, { id: 'unknown', text: 'x' }] },
    });
    const kept = { ...one!, due: undefined };
    expect(next.steps.find((s) => s.id === one!.id)).toEqual({
      ...kept,
      status: 'done',
      done_at: '2026-11-24',
    });
    expect(next.steps).toHaveLength(plan.steps.length);
    for (const other of others) expect(next.steps).toContain(other);
  });
  it('removes what is gone, and only that', () => {
    const next = applyChanges(samplePlan(), {
      ...base,
      removed: [
        { kind: 'goal', id: 'g2' },
        { kind: 'dream', id: 'd' },
        { kind: 'something new', id: 'x' },
      ],
    });
    expect(next.goals.map((g) => g.id)).toEqual(['g1', 'g5']);
    expect(next.dream).toBeUndefined();
    expect(next.steps).toHaveLength(5);
  });
  it('takes header and dream whole', () => {
    const plan = samplePlan();
    const next = applyChanges(plan, {
      ...base,
      changed: { plan: { ...plan.plan, version: 5 }, dream: { id: 'd', text: 'Ny' } },
    });
    expect([next.plan.version, next.dream?.text]).toEqual([5, 'Ny']);
  });
  it('is the full plan when rights changed', () => {
    const full = { ...samplePlan(), rev: 'z', goals: [] };
    expect(applyChanges(samplePlan(), { ...base, full: true, rev: 'z', plan: full })).toBe(full);
  });
  it('changes nothing when there is nothing new', () => {
    const plan = samplePlan();
    const next = applyChanges(plan, base);
    expect(next.goals).toBe(plan.goals);
  });
});
