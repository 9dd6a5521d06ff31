import { describe, expect, it } from 'vitest';
import type { CitizenRow, Meeting, MeetingRequest, Plan } from '$lib/api';
import { alarmsOf } from './alarms';
import { dueOf, formOf, meetingWaits } from './waits';

const now = Date.parse('2026-11-24T08:00:00Z');
const meeting = (id: string, more: Partial<Meeting> = {}): Meeting => ({
  id,
  title: id,
  start: '2026-11-26T13:00:00Z',
  end: '2026-11-26T14:00:00Z',
  form: 'in_person',
  with: ['maja'],
  companions: [],
  mandatory: false,
  status: 'planned',
  ...more,
});
const request = (id: string, more: Partial<MeetingRequest> = {}): MeetingRequest => ({
  id,
  at: '2026-11-24T07:00:00Z',
  when: 'soon',
  status: 'waiting',
  pick_up: false,
  ...more,
});
const plan = (
  meetings: Meeting[],
  requests: MeetingRequest[] = [],
  relation: Plan['viewer']['relation'] = 'consultant',
): Plan => ({ viewer: { relation, may: [] }, meetings, meeting_requests: requests }) as unknown as Plan;
const absence = { reported_at: '2026-11-24T06:00:00Z' };
const waits = (p: Plan, me = 'maja') => meetingWaits(p, me, now).map((w) => `${w.what} ${w.id}`);

describe('what waits about meetings', () => {
  it('puts what was asked for today first, then absences, pick-ups, companions and corrections', () => {
    const m = meeting('m1', {
      absence,
      rsvp: { status: 'no' },
      pick_up: { asked_at: '2026-11-24T06:00:00Z' },
      companions: ['anette'],
      companion_answers: [{ who: 'anette', answer: 'cannot', at: '2026-11-24T05:00:00Z' }],
    });
    const past = meeting('m0', {
      status: 'held',
      start: '2026-11-20T08:00:00Z',
      end: '2026-11-20T09:00:00Z',
      summary_answer: { status: 'corrected', text: 'Det var Vibeke.', at: '2026-11-21T08:00:00Z' },
    });
    expect(waits(plan([past, m], [request('r1'), request('r2', { when: 'today' })]))).toEqual([
      'meeting_request r2',
      'meeting_request r1',
      'absence m1/absence',
      'pick_up m1/pick-up',
      'companion m1/anette',
      'summary m0/summary',
    ]);
  });

  it.each<[string, Partial<Meeting>]>([
    ['is answered', { absence: { ...absence, answered_at: '2026-11-24T07:00:00Z' } }],
    ['is of a meeting that was moved', { absence, status: 'moved' }],
    ['was taken back', { absence, rsvp: { status: 'yes' } }],
    ['is seen in part only', { absence, partial: true }],
  ])('an absence that %s waits no more', (_, more) => expect(waits(plan([meeting('m', more)]))).toEqual([]));

  it('is for those who hold the meeting and the consultant, nobody else', () => {
    const said = meeting('m', { absence, with: ['lone'] });
    expect(waits(plan([said]))).toHaveLength(1);
    expect(waits(plan([said], [], 'deputy'))).toHaveLength(1);
    expect(waits(plan([said], [], 'professional'), 'lone')).toHaveLength(1);
    expect(waits(plan([said], [], 'professional'), 'vibeke')).toEqual([]);
    expect(waits(plan([said], [request('r')], 'citizen'), 'peter')).toEqual([]);
    expect(waits(plan([], [request('r')], 'contact'), 'anette')).toEqual([]);
  });

  it('lets go of a pick-up and a companion once the meeting has begun, never of an absence', () => {
    const begun = { start: '2026-11-24T07:30:00Z', end: '2026-11-24T09:00:00Z' };
    const m = meeting('m', {
      ...begun,
      absence,
      pick_up: { asked_at: '2026-11-24T06:00:00Z' },
      companions: ['anette'],
      companion_answers: [{ who: 'anette', answer: 'cannot', at: '2026-11-24T05:00:00Z' }],
    });
    expect(waits(plan([m]))).toEqual(['absence m/absence']);
  });

  it('says of no companion who is asked along no more', () => {
    const m = meeting('m', {
      companion_answers: [{ who: 'anette', answer: 'cannot', at: '2026-11-24T05:00:00Z' }],
    });
    expect(waits(plan([m]))).toEqual([]);
  });

  it('takes the time an answer is due from the server', () => {
    const row = {
      waiting: [
        { what: 'absence', meeting: 'm', since: '', due: '2026-11-24T09:00:00Z' },
        { what: 'meeting_request', meeting_request: 'r', since: '', due: '2026-11-24T10:00:00Z' },
      ],
    } as unknown as CitizenRow;
    const [r, a] = meetingWaits(plan([meeting('m', { absence })], [request('r')]), 'maja', now);
    expect(dueOf(r!, row)).toBe('2026-11-24T10:00:00Z');
    expect(dueOf(a!, row)).toBe('2026-11-24T09:00:00Z');
    expect(dueOf(a!, undefined)).toBeUndefined();
  });

  it('knows which form a wish names', () => {
    expect([
      formOf('walk'),
      formOf('phone'),
      formOf('home_visit'),
      formOf('new_time'),
      formOf(undefined),
    ]).toEqual(['walk', 'phone', 'home_visit', undefined, undefined]);
  });
});

describe('what is missing before a meeting', () => {
  const at = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
  const soon = (hours: number, more: Partial<Meeting>) =>
    alarmsOf(meeting('m', { start: at(hours), end: at(hours + 1), ...more }), now);
  it('asks to ring about a mandatory meeting that nobody has answered, a day before', () => {
    expect(soon(24, { mandatory: true })).toEqual(['unconfirmed']);
    expect(soon(24.1, { mandatory: true })).toEqual([]);
    expect(soon(5, { mandatory: true, rsvp: { status: 'none' } })).toEqual(['unconfirmed']);
    expect(soon(5, { mandatory: true, rsvp: { status: 'yes' } })).toEqual([]);
    expect(soon(5, { mandatory: true, absence })).toEqual([]);
    expect(soon(5, {})).toEqual([]);
    expect(soon(-1, { mandatory: true })).toEqual([]);
    expect(soon(5, { mandatory: true, status: 'cancelled' })).toEqual([]);
  });
  it('asks for an interpreter three days before', () => {
    const interpreter = { language: 'uk', booked: false };
    expect(soon(72, { interpreter })).toEqual(['interpreter']);
    expect(soon(73, { interpreter })).toEqual([]);
    expect(soon(72, { interpreter: { ...interpreter, booked: true } })).toEqual([]);
  });
});
