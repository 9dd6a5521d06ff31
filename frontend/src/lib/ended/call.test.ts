import { expect, it } from 'vitest';
import type { ContactAttempt, Meeting, Plan } from '../api/types';
import { samplePlan } from '../plan/sample';
import { callAfter } from './call';

const DAY = '2027-02-03';
const at = (day: string) => `${day}T12:00:00+01:00`;
const ended = (more: Partial<Plan> = {}, by = 'maja'): Plan => ({
  ...samplePlan(),
  ...more,
  plan: {
    ...samplePlan().plan,
    ended: {
      day: '2026-11-24',
      at: '2026-11-24T08:00:00Z',
      by: 'maja',
      reason: 'job',
      follow_up_by: by,
      follow_up_on: DAY,
    },
  },
});
const talk = (day: string, more: Partial<ContactAttempt> = {}): Partial<Plan> => ({
  contact_attempts: [{ id: day, at: at(day), by: 'vibeke', how: 'phone', reached: true, ...more }],
});

it('says who calls and when, until the day is over', () => {
  expect(callAfter(ended(), '2027-02-02')).toEqual({ who: 'maja', day: DAY, stands: 'ahead' });
  expect(callAfter(ended(), DAY)?.stands).toBe('today');
  expect(callAfter(ended(), '2027-02-04')?.stands).toBe('past');
});

it('is a talk when somebody reached her that day or later, and nothing less', () => {
  expect(callAfter(ended(talk('2027-02-05')), '2027-02-08')).toEqual({
    who: 'maja',
    day: DAY,
    stands: 'talked',
    by: 'vibeke',
    on: '2027-02-05',
  });
  expect(callAfter(ended(talk('2027-02-05', { reached: false })), '2027-02-08')?.stands).toBe('past');
  expect(callAfter(ended(talk('2027-02-05', { how: 'message' })), '2027-02-08')?.stands).toBe('past');
  expect(callAfter(ended(talk('2027-02-02')), '2027-02-08')?.stands).toBe('past');
  const meeting = {
    id: 'm',
    start: at('2027-02-04'),
    end: at('2027-02-04'),
    status: 'held',
    with: ['vibeke', 'maja'],
  } as Meeting;
  expect(callAfter(ended({ meetings: [meeting] }), '2027-02-08')).toMatchObject({
    stands: 'talked',
    by: 'maja',
  });
});

it('is the consultant she has now, and a colleague who was named stays the one', () => {
  const next = {
    consultant: 'jonas',
    people: [...samplePlan().people, { id: 'jonas', name: 'Jonas', role: 'consultant' }],
  };
  expect(callAfter(ended(next), DAY)?.who).toBe('jonas');
  expect(callAfter(ended(next, 'vibeke'), DAY)?.who).toBe('vibeke');
});

it('is nobody where the plan goes on, where she has died, and for who is told the day alone', () => {
  expect(callAfter(samplePlan(), DAY)).toBeUndefined();
  const of = (ended: Plan['plan']['ended']): Plan => ({
    ...samplePlan(),
    plan: { ...samplePlan().plan, ...(ended && { ended }) },
  });
  expect(callAfter(of({ day: '2026-11-24', reason: 'died' }), DAY)).toBeUndefined();
  expect(callAfter(of({ day: '2026-11-24' }), DAY)).toBeUndefined();
});
