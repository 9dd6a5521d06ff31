import { describe, expect, it } from 'vitest';
import type { Meeting, Plan } from '../api/types';
import { samplePlan } from '../plan/sample';
import { overlay } from './overlay';
import { settled, type Item } from './rules';

const AT = '2026-11-24T08:00:00.000Z';
const base = samplePlan();
const item = (kind: Item['kind'], target: string, body: Item['body']): Item => ({
  id: `${kind}-${target}`,
  user: base.citizen.id,
  plan: base.plan.id,
  kind,
  target,
  body,
  needs: [],
  at: Date.parse(AT),
  seq: 1,
  state: 'waiting',
  tries: 0,
});
const over = (plan: Plan, ...items: Item[]) => overlay(plan, items, '2026-11-24');
const with_ = (more: Partial<Meeting>): Plan => ({
  ...base,
  meetings: base.meetings.map((m) => (m.id === 'm12' ? { ...m, ...more } : m)),
});
const m12 = (plan: Plan): Meeting => plan.meetings.find((m) => m.id === 'm12')!;
const start = m12(base).start;

describe('answers to a meeting that wait to be sent', () => {
  it('are shown at once, and leave the other meetings alone', () => {
    const plan = over(base, item('meeting_answer', 'm12', { answer: 'yes', start }));
    expect(m12(plan).rsvp).toEqual({ status: 'yes', at: AT });
    expect(m12(plan).start).toBe(start);
    expect(plan.meetings.filter((m) => m.id !== 'm12')).toEqual(base.meetings.filter((m) => m.id !== 'm12'));
  });
  it('that can never be taken are not part of the plan any more', () => {
    const off = with_({ status: 'cancelled' });
    const no = item('meeting_answer', 'm12', { answer: 'no', reason: 'sick' });
    const problem = { code: 'meeting_cancelled', detail: '', conflicts: [] };
    expect(over(off, { ...no, state: 'failed', problem })).toEqual(off);
    expect(
      m12(over(off, { ...no, state: 'failed', problem: { ...problem, code: 'invalid' } })).absence,
    ).toBeTruthy();
  });
  it('keep the reason of a no, and a yes after it counts', () => {
    const no = item('meeting_answer', 'm12', {
      answer: 'no',
      reason: 'sick',
      text: 'Feber',
      wants: 'walk',
      start,
    });
    expect(m12(over(base, no)).absence).toEqual({
      reported_at: AT,
      reported_by: 'peter',
      reason: 'sick',
      text: 'Feber',
      wants: 'walk',
    });
    const yes = m12(over(base, no, item('meeting_answer', 'm12', { answer: 'yes', start })));
    expect(yes.rsvp?.status).toBe('yes');
    // It stays on record, as it does on the server.
    expect(yes.absence?.reason).toBe('sick');
  });
  it('show the form that was chosen without the former form’s place', () => {
    const plan = with_({ place: { name: 'Jobcenteret' }, may_choose_form: ['in_person', 'walk'] });
    expect(m12(over(plan, item('meeting_answer', 'm12', { form: 'walk' })))).toMatchObject({ form: 'walk' });
    expect(m12(over(plan, item('meeting_answer', 'm12', { form: 'walk' }))).place).toBeUndefined();
    expect(m12(over(plan, item('meeting_answer', 'm12', { form: 'in_person' }))).place?.name).toBe(
      'Jobcenteret',
    );
  });
  it('show who is asked along and that he wants to be fetched, and take that back', () => {
    const asked = over(
      base,
      item('meeting_answer', 'm12', { companions: ['kalle'] }),
      item('meeting_answer', 'm12', { pick_up: true, pick_up_words: 'Ved porten' }),
    );
    expect(m12(asked).companions).toEqual(['kalle']);
    expect(m12(asked).pick_up).toEqual({ asked_at: AT, words: 'Ved porten' });
    expect(m12(over(asked, item('meeting_answer', 'm12', { pick_up: false }))).pick_up).toBeUndefined();
  });
  it('move the meeting to the time that was chosen, and to no other', () => {
    const to = { start: '2026-12-02T09:00:00Z', end: '2026-12-02T09:30:00Z' };
    const plan = with_({
      rsvp: { status: 'no' },
      absence: { reported_at: AT, answer: 'Kom en anden dag', proposed_times: [to] },
      companion_answers: [{ who: 'kalle', answer: 'comes', at: AT }],
    });
    const moved = m12(over(plan, item('meeting_time', 'm12', { start: to.start })));
    expect(moved).toMatchObject({ ...to, rsvp: { status: 'yes' }, moved_from: { start, by: 'peter' } });
    expect(moved.absence?.answer).toBe('Kom en anden dag');
    expect(moved.absence?.proposed_times).toBeUndefined();
    expect(moved.companion_answers).toBeUndefined();
    expect(m12(over(plan, item('meeting_time', 'm12', { start: AT })))).toEqual(m12(plan));
  });
  it('let a contact change his own answer only', () => {
    const plan = with_({ companion_answers: [{ who: 'anette', answer: 'comes', at: AT }] });
    const kalle = (body: Item['body']): Item => ({ ...item('meeting_along', 'm12', body), user: 'kalle' });
    expect(
      m12(over(plan, kalle({ answer: 'comes' }), kalle({ answer: 'drives', leaves: start })))
        .companion_answers,
    ).toEqual([
      { who: 'anette', answer: 'comes', at: AT },
      { who: 'kalle', answer: 'drives', leaves: start, at: AT },
    ]);
  });
  it('keep what he said of the summary', () => {
    const said = item('summary_answer', 'm11', { status: 'corrected', text: 'Det var ti cykler' });
    expect(over(base, said).meetings.find((m) => m.id === 'm11')?.summary_answer).toEqual({
      status: 'corrected',
      text: 'Det var ti cykler',
      at: AT,
    });
  });
});

describe('a wish for a meeting that waits', () => {
  const ask = item('meeting_request', 'r', { when: 'today', words: 'Hej', pick_up: true });
  it('is shown on a plan of an older app too, and can be taken back', () => {
    expect(over(base, ask).meeting_requests).toEqual([
      { id: 'r', at: AT, when: 'today', words: 'Hej', pick_up: true, status: 'waiting' },
    ]);
    const back = item('meeting_request', 'r', { status: 'withdrawn' });
    expect(over(base, ask, back).meeting_requests?.[0]).toMatchObject({ words: 'Hej', status: 'withdrawn' });
  });
  it('is answered with a time by choosing it', () => {
    const plan: Plan = {
      ...base,
      meeting_requests: [
        {
          id: 'r',
          at: AT,
          when: 'today',
          pick_up: false,
          status: 'yes',
          proposed_times: [{ start: AT, end: AT }],
        },
      ],
    };
    const chosen = over(plan, item('request_time', 'r', { start: AT })).meeting_requests?.[0];
    expect(chosen).toMatchObject({ status: 'yes', proposed_times: [] });
  });
});

it('an answer that another phone gave differently is kept whole, or not at all', () => {
  const stuck: Item = {
    ...item('meeting_answer', 'm12', { answer: 'no', reason: 'sick', start }),
    base: 'a',
    state: 'conflict',
    problem: { code: 'conflict', detail: '', conflicts: [{ field: 'answer' }], rev: 'b' },
  };
  expect(settled(stuck, 'theirs', 'new')).toBeUndefined();
  expect(settled(stuck, 'mine', 'new')).toMatchObject({ id: 'new', base: 'b', body: stuck.body });
});
