import { describe, expect, it } from 'vitest';
import type { Effort, Plan } from '../api/types';
import { canPrepare, firstDay, firstTimeOf, startingSoon } from './firsttime';
import { samplePlan } from './sample';
import { wishesOf, wishFor, wishWaits } from './wishes';

const training: Effort = {
  id: 'e4',
  rank: 'e4',
  title: 'Genoptræning af knæ på hold',
  department: 'sundhed',
  responsible: 'frida',
  goals: [],
  start: '2027-01-14',
  end: '2027-04-09',
  rrule: 'FREQ=WEEKLY;BYDAY=FR',
  time: { from: '10:00', to: '11:00' },
  status: 'planned',
};
const planWith = (...efforts: Effort[]): Plan => ({ ...samplePlan(), efforts, meetings: [] });

describe('the first time', () => {
  it('is the first day that the rule names, not the day it is said to start', () => {
    // It starts on a Thursday; Fridays are the days.
    expect(firstDay(training, '2026-11-24')).toBe('2027-01-15');
    expect(firstDay({ ...training, pauses: [{ from: '2027-01-15', to: '2027-01-15' }] }, '2026-11-24')).toBe(
      '2027-01-22',
    );
    expect(firstDay(training, '2027-02-01')).toBe('2027-02-05');
    expect(firstDay(training, '2027-04-10')).toBeUndefined();
  });
  it('is the day it starts where there is no rule, and nothing where nobody said', () => {
    const plain = { ...training };
    delete plain.rrule;
    expect(firstDay(plain, '2026-11-24')).toBe('2027-01-14');
    expect(firstDay(plain, '2027-02-01')).toBeUndefined();
    const none = { ...plain };
    delete none.start;
    expect(firstDay(none, '2026-11-24')).toBeUndefined();
  });
  it('says what stands on the plan, and nothing else', () => {
    const known = firstTimeOf(planWith(training), training, '2026-11-24');
    expect(known).toMatchObject({ day: '2027-01-15', from: '10:00', to: '11:00', who: ['frida'], bring: [] });
    expect(known.way).toBeUndefined();
    expect(known.home).toBeUndefined();
    const full = {
      ...training,
      bring: ['Sko'],
      way_home: 'Bus 12',
      place: { name: 'Hallen', find_way: 'Bag skolen' },
    };
    expect(firstTimeOf(planWith(full), full, '2026-11-24')).toMatchObject({
      bring: ['Sko'],
      way: 'Bag skolen',
      home: 'Bus 12',
    });
  });
  it('is a meeting where one comes first, with its own place and what to bring', () => {
    const plan = planWith(training);
    plan.meetings = [
      {
        id: 'm',
        title: 'Første samtale',
        start: '2027-01-12T08:00:00Z',
        end: '2027-01-12T08:30:00Z',
        form: 'in_person',
        with: ['frida', 'maja'],
        companions: [],
        mandatory: false,
        status: 'planned',
        effort: 'e4',
        place: { name: 'Kontoret', find_way: 'Anden dør' },
        bring: ['Sygesikringskort'],
      },
    ];
    const first = firstTimeOf(plan, training, '2026-11-24');
    // Copenhagen is an hour ahead of UTC in January.
    expect(first).toMatchObject({
      day: '2027-01-12',
      from: '09:00',
      to: '09:30',
      way: 'Anden dør',
      bring: ['Sygesikringskort'],
    });
    expect(first.who).toEqual(['frida', 'maja']);
    expect(first.effort.place?.name).toBe('Kontoret');
    plan.meetings[0]!.start = '2027-01-26T08:00:00Z';
    expect(firstTimeOf(plan, training, '2026-11-24').meeting).toBeUndefined();
  });
});

describe('three days before', () => {
  it('today says so: not earlier, not after it began, nothing that is put away or seen in part', () => {
    const soon = (today: string, more: Partial<Effort> = {}) =>
      startingSoon(planWith({ ...training, ...more }), today).map((s) => s.day);
    expect(soon('2027-01-11')).toEqual([]);
    expect(soon('2027-01-12')).toEqual(['2027-01-15']);
    expect(soon('2027-01-14')).toEqual(['2027-01-15']);
    expect(soon('2027-01-16')).toEqual([]);
    expect(soon('2027-01-12', { status: 'dropped' })).toEqual([]);
    expect(soon('2027-01-12', { partial: true })).toEqual([]);
  });
  it('can be read for all that is not over', () => {
    expect(
      ['planned', 'active', 'paused', 'completed', 'dropped'].filter((status) =>
        canPrepare({ ...training, status: status as Effort['status'] }),
      ),
    ).toEqual(['planned', 'active', 'paused']);
  });
});

describe('wishes', () => {
  const wish = {
    id: 'w1',
    entry: 'mentor',
    title: 'Mentor',
    to: 'consultant',
    status: 'active',
    at: '2026-11-24T08:00:00Z',
  } as const;
  it('hold until they are put aside, the newest first', () => {
    const plan = { ...samplePlan(), wishes: [wish, { ...wish, id: 'w2', at: '2026-11-24T09:00:00Z' }] };
    expect(wishesOf(plan).map((w) => w.id)).toEqual(['w2', 'w1']);
    expect(wishFor(plan, 'mentor')?.id).toBe('w2');
    expect(wishFor(plan, 'stress')).toBeUndefined();
    expect(wishFor({ ...plan, wishes: [{ ...wish, status: 'dropped' }] }, 'mentor')).toBeUndefined();
    expect(wishesOf({ ...samplePlan() })).toEqual([]);
  });
  it('wait until they are answered', () => {
    expect(wishWaits(wish)).toBe(true);
    expect(wishWaits({ ...wish, answer: { by: 'maja', at: wish.at, text: 'Ja' } })).toBe(false);
  });
});
