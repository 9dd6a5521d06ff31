import { describe, expect, it } from 'vitest';
import da from '../i18n/common.da';
import en from '../i18n/common.en';
import { clockSpan } from '../text/dates';
import {
  adjustmentOn,
  dayName,
  inLine,
  meetingName,
  namesOf,
  nextMeeting,
  nextSteps,
  tickedToday,
  todayOf,
} from './look';
import { effortsFor, helpers, lanes, paper, progress, unanswered } from './notes';
import { ANCHOR, samplePlan } from './sample';
import { tickFields } from './writes';

describe('words about people and meetings', () => {
  it('keep the names inside a title', () => {
    expect(inLine('Værkfører på Cykelværkstedet Kæden')).toBe('værkfører på Cykelværkstedet Kæden');
  });
  it('never stop half way', () => {
    const plan = samplePlan();
    const [m] = plan.meetings;
    const hidden = { ...m!, title: undefined, effort: undefined } as unknown as typeof m;
    expect(meetingName(plan, hidden!, da.partial)).toBe('Møde');
    expect(meetingName(plan, hidden!, en.partial)).toBe('Meeting');
  });
});

it('lists what is over after what runs and what comes', () => {
  const plan = samplePlan();
  const at = (id: string, status: 'active' | 'planned' | 'completed') => ({
    ...plan.efforts[0]!,
    id,
    status,
  });
  plan.efforts = [at('over', 'completed'), at('coming', 'planned'), at('now', 'active')];
  expect(effortsFor(plan, 'g1').map((e) => e.id)).toEqual(['now', 'coming', 'over']);
});

describe('today, Tuesday 24 November 2026 at 9', () => {
  it('is the workshop from 9 to 12, sitting down', () => {
    const { efforts, meetings } = todayOf(samplePlan(), ANCHOR);
    expect(efforts.map((e) => e.id)).toEqual(['e1']);
    expect(meetings).toEqual([]);
    const [effort] = efforts;
    expect(effort && `${dayName(effort)} ${clockSpan('09:00', '12:00')}`).toBe(
      'Cykelværkstedet Kæden kl. 9-12',
    );
    expect(effort && adjustmentOn(effort, '2026-11-24')?.text).toBe('Peter sidder ned.');
  });
  it('is nobody at the workshop in its Christmas pause', () => {
    expect(todayOf(samplePlan(), Date.parse('2026-12-22T09:00:00+01:00')).efforts).toEqual([]);
  });
  it('shows the hour with Lone once, as the meeting it is', () => {
    const thursday = todayOf(samplePlan(), Date.parse('2026-11-26T09:00:00+01:00'));
    expect(thursday.efforts).toEqual([]);
    expect(thursday.meetings.map((m) => m.id)).toEqual(['m11b']);
  });
  it('has its next meeting on Thursday, and still while that one runs', () => {
    expect(nextMeeting(samplePlan(), ANCHOR)?.id).toBe('m11b');
    expect(nextMeeting(samplePlan(), Date.parse('2026-11-26T14:59:00+01:00'))?.id).toBe('m11b');
    expect(nextMeeting(samplePlan(), Date.parse('2026-11-26T15:00:00+01:00'))?.id).toBe('m12');
  });
  it('asks about the change that has no answer', () => {
    expect(unanswered(samplePlan()).map((c) => c.id)).toEqual(['v2']);
  });
});

describe('the next small step', () => {
  it('is one under way before one that is planned, and never one that waits', () => {
    expect(nextSteps(samplePlan(), '2026-11-24').map((s) => s.id)).toEqual(['s4', 's5', 's2']);
  });
  it('leaves out what was ticked today', () => {
    const plan = samplePlan();
    plan.steps = plan.steps.map((s) =>
      s.id === 's5' ? { ...s, ticks: [{ id: 't', on: '2026-11-24' }] } : s,
    );
    expect(nextSteps(plan, '2026-11-24').map((s) => s.id)).not.toContain('s5');
    expect(nextSteps(plan, '2026-11-25').map((s) => s.id)).toContain('s5');
  });
});

describe('ticking', () => {
  const step = samplePlan().steps.find((s) => s.id === 's5')!;
  it('does a plain step, and takes it back', () => {
    const plain = samplePlan().steps.find((s) => s.id === 's4')!;
    expect(tickFields(plain, '2026-11-24')).toEqual({ status: 'done', done_at: '2026-11-24' });
    expect(tickFields({ ...plain, status: 'done' }, '2026-11-24')).toEqual({
      status: 'active',
      done_at: null,
    });
  });
  it('gives a repeating one a dated tick for today, once', () => {
    const { ticks } = tickFields(step, '2026-11-24');
    expect(ticks).toHaveLength(1);
    const ticked = { ...step, ticks: ticks ?? [] };
    expect(tickedToday(ticked, '2026-11-24')).toBe(true);
    expect(tickFields(ticked, '2026-11-24')).toEqual({ ticks: [] });
  });
  it('finishes a counted one with its last tick', () => {
    const plain = samplePlan().steps.find((s) => s.id === 's4')!;
    const four = { ...plain, of: 2, ticks: [{ id: 'a', on: '2026-11-17' }] };
    expect(tickFields(four, '2026-11-24')).toMatchObject({ status: 'done', done_at: '2026-11-24' });
    expect(tickFields({ ...four, of: 3 }, '2026-11-24')).toMatchObject({ status: 'active', done_at: null });
  });
});

describe('the board', () => {
  it('has the lanes that hold something, in its own order, others after', () => {
    expect(lanes(samplePlan()).map((l) => l.area)).toEqual(['work', 'habits', 'people']);
  });
  it('says who helps and how far it is', () => {
    expect(namesOf(helpers(samplePlan(), 'g1'), 'og')).toBe('Vibeke og Mogens');
    expect(progress(samplePlan(), 'g1')).toEqual({ done: 1, of: 3 });
    expect(progress(samplePlan(), 'g2')).toEqual({ done: 0, of: 1 });
  });
  it('takes the goal’s own paper, else its lane’s', () => {
    expect(paper({ area: 'work', colour: 'pink' })).toBe('pink');
    expect(paper({ area: 'body', colour: 'no such' })).toBe('rose');
  });
});
