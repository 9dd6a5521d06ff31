import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Plan } from '../api/types';
import { samplePlan } from '../plan/sample';
import type { OpenPlan } from '../sync';
import { fill, problemsOf, written as fieldsOf } from './forms';

interface Written {
  kind: string;
  target: string;
  body: Record<string, unknown>;
  base?: string;
  needs?: string[];
}
const sent: Written[] = [];
vi.mock('../outbox', () => ({ write: (w: Written) => Promise.resolve(sent.push(w)) }));
const { add, move, placeOf, save, shownIn, find } = await import('./things');
const { focusGoals, isFocus, makeLarge, makeSmall, roomForLarge } = await import('./focus');

let plan: Plan;
const open = {
  id: 'plan',
  get server() {
    return plan;
  },
  get rev() {
    return plan.rev;
  },
} as unknown as OpenPlan;
const rankOf = (id: string) => sent.find((w) => w.target === id)?.body.rank as string;

beforeEach(() => {
  sent.length = 0;
  plan = samplePlan();
});

describe('moving', () => {
  it('writes the place and nothing else within a list', async () => {
    const step = find(plan, 'step', 's3')!;
    expect(placeOf(plan, 'step', step)).toEqual({ at: 3, of: 3 });
    await move(open, plan, 'step', step, 'g1', 1);
    expect(sent).toHaveLength(1);
    expect(Object.keys(sent[0]!.body)).toEqual(['rank']);
    expect(sent[0]!.base).toBe('a');
    expect(rankOf('s3') > '1' && rankOf('s3') < '2').toBe(true);
  });
  it('takes the lane with it, and stands last there', async () => {
    await move(open, plan, 'goal', find(plan, 'goal', 'g1')!, 'people', Infinity);
    expect(sent[0]!.body).toMatchObject({ area: 'people' });
    expect(rankOf('g1') > '5').toBe(true);
  });
  it('takes a step to another goal, which must be there first', async () => {
    await move(open, plan, 'step', find(plan, 'step', 's2')!, 'g2', 0);
    expect(sent[0]).toMatchObject({ body: { goal: 'g2' }, needs: ['goal/g2'] });
    expect(rankOf('s2') < '1').toBe(true);
  });
  it('never counts what is put aside', () => {
    plan.goals[0]!.status = 'dropped';
    expect(shownIn(plan, 'goal', 'work')).toEqual([]);
  });
});

describe('something new', () => {
  it('stands last, has a rank, and no base', async () => {
    const id = await add(open, plan, 'step', { goal: 'g1', text: 'Ringe' });
    expect(sent[0]).toMatchObject({ target: id, body: { goal: 'g1', text: 'Ringe', status: 'active' } });
    expect(sent[0]).not.toHaveProperty('base');
    expect(rankOf(id) > '3').toBe(true);
  });
  it('is the own promise of the citizen, whoever sits at the phone', async () => {
    await add(open, plan, 'agreement', { text: 'Jeg ringer' });
    expect(sent[0]!.body).toMatchObject({ responsible: 'peter' });
  });
  it('a small bit stands before the step it was cut from', async () => {
    const id = await add(open, plan, 'step', { goal: 'g1', text: 'Finde nummeret' }, 1);
    await save(open, 'step', 's2', { after: id });
    expect(rankOf(id) > '1' && rankOf(id) < '2').toBe(true);
    expect(sent[1]).toMatchObject({ body: { after: id }, needs: [`step/${id}`], base: 'a' });
  });
});

describe('a form', () => {
  it('sends only what was touched, on what it was opened on', () => {
    const was = find(plan, 'step', 's5')!;
    expect(fieldsOf('step', fill('step', was), was)).toEqual({});
    expect(fieldsOf('step', { ...fill('step', was), text: ' Gå ud ', of: '4' }, was)).toEqual({
      text: 'Gå ud',
      of: 4,
    });
    expect(fieldsOf('step', { ...fill('step', was), repeats: '' }, was)).toEqual({ repeats: null });
  });
  it('asks for both halves of what is hard', () => {
    expect(problemsOf('challenge', { text: 'Mørke', what_helps: ' ' })).toEqual({ what_helps: 'missing' });
    expect(problemsOf('step', { text: 'x', of: 'mange' })).toEqual({ of: 'number' });
    expect(problemsOf('step', { text: 'x', of: '0' })).toEqual({ of: 'number' });
    expect(problemsOf('step', { text: 'x', of: '' })).toEqual({});
  });
});

describe('large notes', () => {
  it('are those chosen and still running, at most three', async () => {
    expect(focusGoals(plan)).toEqual(['g1', 'g2']);
    expect(roomForLarge(plan)).toBe(true);
    plan.goals[0]!.status = 'reached';
    expect(focusGoals(plan)).toEqual(['g2']);
    await makeLarge(open, plan, 'g9');
    expect(sent[0]).toMatchObject({ kind: 'board', target: 'plan', body: { focus_goals: ['g2', 'g9'] } });
  });
  it('one can take the place of another', async () => {
    plan.goals.push({ ...plan.goals[0]!, id: 'g8' }, { ...plan.goals[0]!, id: 'g9' });
    plan.plan.board.focus_goals = ['g1', 'g2', 'g8'];
    expect(roomForLarge(plan)).toBe(false);
    await makeLarge(open, plan, 'g9', 'g2');
    expect(sent[0]!.body).toEqual({ focus_goals: ['g1', 'g8', 'g9'] });
    await makeSmall(open, plan, 'g1');
    expect(sent[1]!.body).toEqual({ focus_goals: ['g2', 'g8'] });
  });
  it('are the first of the board where none is chosen', () => {
    delete plan.plan.board.focus_goals;
    expect(focusGoals(plan)).toEqual(['g1', 'g2']);
    expect(isFocus(plan, 'g5')).toBe(false);
  });
});
