import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from '../api/types';
import { samplePlan } from '../plan/sample';

const said: string[] = [];
vi.mock('../a11y', () => ({ announce: (text: string) => said.push(text) }));
const { Marks, deedOf, MARK_MS } = await import('./marks.svelte');

const NOW = Date.parse('2026-11-24T08:00:00Z');
const at = '2026-11-24T07:59:30Z';
const change = (plan: Plan, edit: (next: Plan) => void): Plan => {
  const next = structuredClone(plan);
  // As a pull does it: what did not change is the same object.
  edit(next);
  return {
    ...next,
    goals: next.goals.map((g, i) =>
      JSON.stringify(g) === JSON.stringify(plan.goals[i]) ? plan.goals[i]! : g,
    ),
    steps: next.steps.map((s, i) =>
      JSON.stringify(s) === JSON.stringify(plan.steps[i]) ? plan.steps[i]! : s,
    ),
  };
};
beforeEach(() => (said.length = 0));

describe('a quiet mark of who did it', () => {
  it('says what another did while the board lay open, once', () => {
    const marks = new Marks();
    const plan = samplePlan();
    marks.look(plan, 'peter', NOW);
    const next = change(plan, (p) => {
      p.goals[0] = { ...p.goals[0]!, area: 'home', rank: 'z', last: { by: 'maja', at } };
    });
    marks.look(next, 'peter', NOW);
    expect(marks.of('g1', NOW)).toEqual({ by: 'maja', at, deed: 'moved' });
    expect(said).toEqual(['Maja har ændret: Et job med løn']);
    marks.look({ ...next }, 'peter', NOW);
    expect(said).toHaveLength(1);
    expect(marks.of('g1', NOW + MARK_MS)).toBeUndefined();
  });
  it('leaves out what one did oneself, here or on another phone', () => {
    const marks = new Marks();
    const plan = samplePlan();
    marks.look(plan, 'peter', NOW);
    marks.look(
      change(plan, (p) => (p.steps[3] = { ...p.steps[3]!, status: 'done', last: { by: 'peter', at } })),
      'peter',
      NOW,
    );
    expect(marks.of('s4', NOW)).toBeUndefined();
    expect(said).toEqual([]);
  });
  it('forgets the plan of another', () => {
    const marks = new Marks();
    marks.look(samplePlan(), 'maja', NOW);
    const other = samplePlan();
    other.plan.id = 'another';
    other.goals = [{ ...other.goals[0]!, id: 'x', last: { by: 'jonas', at } }];
    marks.look(other, 'maja', NOW);
    expect(said).toEqual([]);
  });
  it('tells a move from new words, a tick and putting aside', () => {
    const [goal] = samplePlan().goals;
    const step = samplePlan().steps[3]!;
    expect(deedOf(undefined, goal!)).toBe('made');
    expect(deedOf(goal, { ...goal!, title: 'Løn' })).toBe('changed');
    expect(deedOf(goal, { ...goal!, status: 'dropped' })).toBe('aside');
    expect(deedOf(step, { ...step, status: 'done', done_at: '2026-11-24' })).toBe('done');
    expect(deedOf(step, { ...step, last: { by: 'maja', at } })).toBeUndefined();
  });
});
