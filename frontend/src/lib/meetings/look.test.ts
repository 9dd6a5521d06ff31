import { describe, expect, it } from 'vitest';
import type { Meeting, MeetingRequest, Plan } from '../api/types';
import { ANCHOR, samplePlan } from '../plan/sample';
import {
  absenceNow,
  absenceWaits,
  answerer,
  canCome,
  dueAhead,
  isAhead,
  isDriven,
  lacksPlace,
  mayAnswer,
  requestsOf,
  ridesBefore,
  summaryAsks,
  timesFor,
  waitingOf,
} from './look';

const plan = samplePlan();
const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  ...plan.meetings.find((m) => m.id === 'm12')!,
  ...more,
});
const with_ = (...meetings: Meeting[]): Plan => ({ ...plan, meetings });
const absence = {
  reported_at: '2026-11-24T07:00:00Z',
  reason: 'sick' as const,
};
const no = { status: 'no' as const, at: absence.reported_at };
const span = { start: '2026-12-02T09:00:00Z', end: '2026-12-02T09:30:00Z' };

describe('an answer', () => {
  it('can be given until the meeting begins, and the meeting is ahead until it ends', () => {
    const m = meeting();
    const start = Date.parse(m.start);
    expect([mayAnswer(m, start - 1), mayAnswer(m, start)]).toEqual([true, false]);
    expect([isAhead(m, start), isAhead(m, Date.parse(m.end))]).toEqual([true, false]);
    for (const status of ['cancelled', 'moved', 'held', 'missed'] as const)
      expect(mayAnswer(meeting({ status }), ANCHOR)).toBe(false);
  });
  it('is expected by a time that has not passed', () => {
    const due = '2026-11-24T10:00:00Z';
    const at = Date.parse(due);
    expect([dueAhead(due, at - 1), dueAhead(due, at), dueAhead(undefined, at)]).toEqual([
      due,
      undefined,
      undefined,
    ]);
  });
  it('comes from the consultant where she is there, else from the staff who are, else from her', () => {
    const p: Plan = {
      ...plan,
      people: [...plan.people, { id: 'lone', name: 'Lone Lytter', role: 'professional' }],
    };
    expect(answerer(p, meeting({ with: ['lone', 'maja'] }))).toBe('maja');
    expect(answerer(p, meeting({ with: ['mogens', 'lone'] }))).toBe('lone');
    expect(answerer(p, meeting({ with: ['mogens'] }))).toBe('maja');
    expect(answerer(p, meeting({ with: [] }))).toBe('maja');
  });
});

it('says whether somebody drives him, whoever it is', () => {
  const driven = (more: Partial<Meeting>) => {
    const m = meeting({ companion_answers: [], ...more });
    if (!more.transport) delete m.transport;
    if (!more.pick_up) delete m.pick_up;
    return isDriven(m);
  };
  const at = '2026-11-24T07:00:00Z';
  expect(driven({})).toBe(false);
  expect(driven({ pick_up: { asked_at: at } })).toBe(false);
  expect(driven({ pick_up: { asked_at: at, answer: 'yes' } })).toBe(true);
  expect(driven({ transport: { who: 'maja' } })).toBe(true);
  expect(driven({ companion_answers: [{ who: 'kalle', answer: 'comes', at }] })).toBe(false);
  expect(driven({ companion_answers: [{ who: 'kalle', answer: 'drives', at }] })).toBe(true);
});

it('lacks a place where one has to go somewhere and nobody says where', () => {
  const lacks = (more: Partial<Meeting>) => {
    const m = meeting(more);
    if (!more.place) delete m.place;
    return lacksPlace(m, Date.parse(m.start));
  };
  expect((['in_person', 'walk', 'workplace', 'doctor'] as const).map((form) => lacks({ form }))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect((['phone', 'home_visit'] as const).map((form) => lacks({ form }))).toEqual([false, false]);
  expect(lacks({ form: 'walk', place: { name: 'Søen' } })).toBe(false);
  expect(lacks({ form: 'walk', place: { name: '', address: 'Torvet 4' } })).toBe(false);
  expect(lacks({ form: 'walk', place: { name: '' } })).toBe(true);
  expect([lacks({ form: 'video' }), lacks({ form: 'video', link: 'https://video.example/1' })]).toEqual([
    true,
    false,
  ]);
  expect(lacks({ form: 'walk', status: 'cancelled' })).toBe(false);
});

describe('an absence', () => {
  it('waits until somebody answers it', () => {
    expect(absenceWaits(meeting({ absence, rsvp: no }))).toBe(true);
    expect(absenceWaits(meeting({ absence: { ...absence, answered_at: 'x' }, rsvp: no }))).toBe(false);
    expect(absenceWaits(meeting())).toBe(false);
    expect(absenceWaits(meeting({ absence, rsvp: no, status: 'cancelled' }))).toBe(false);
  });
  it('is over when he comes after all, or when the meeting is moved; older files have no answer beside it', () => {
    expect(absenceNow(meeting({ absence, rsvp: { status: 'yes' } }))).toBeUndefined();
    expect(absenceNow(meeting({ absence, rsvp: { status: 'none' } }))).toBeUndefined();
    const old = meeting({ absence });
    delete old.rsvp;
    expect(absenceNow(old)).toBe(absence);
  });
  it('gives the times that can still be chosen, earliest first', () => {
    const late = { start: '2026-12-03T09:00:00Z', end: '2026-12-03T09:30:00Z' };
    const gone = { start: '2026-11-24T07:00:00Z', end: '2026-11-24T07:30:00Z' };
    const m = meeting({ absence: { ...absence, proposed_times: [late, gone, span] }, rsvp: no });
    expect(timesFor(m, ANCHOR)).toEqual([span, late]);
    expect(timesFor({ ...m, rsvp: { status: 'yes' } }, ANCHOR)).toEqual([]);
    expect(timesFor({ ...m, status: 'moved' }, ANCHOR)).toEqual([]);
  });
});

describe('what waits', () => {
  const request: MeetingRequest = {
    id: 'r',
    at: '2026-11-24T07:00:00Z',
    when: 'today',
    pick_up: false,
    status: 'waiting',
  };
  const what = (p: Plan) => waitingOf(p, ANCHOR).map((w) => [w.what, (w.meeting ?? w.request)?.id]);
  it('is nothing on a plan where everything is answered', () => expect(what(plan)).toEqual([]));
  it('puts his own turn before what others owe him', () => {
    const held = meeting({
      id: 'held',
      status: 'held',
      end: '2026-11-20T10:00:00Z',
      summary_shared: 'Vi sås.',
    });
    const p: Plan = {
      ...with_(
        meeting({ id: 'a', absence, rsvp: no }),
        meeting({ id: 'b', absence: { ...absence, answered_at: 'x', proposed_times: [span] }, rsvp: no }),
        meeting({ id: 'c', pick_up: { asked_at: 'x' } }),
        held,
      ),
      meeting_requests: [request, { ...request, id: 's', status: 'no', answered_at: '2026-11-23T08:00:00Z' }],
    };
    expect(what(p)).toEqual([
      ['times', 'b'],
      ['answered', 's'],
      ['summary', 'held'],
      ['absence', 'a'],
      ['pick_up', 'c'],
      ['request', 'r'],
    ]);
  });
  it('asks about the newest summary for eight days, and about none that is answered', () => {
    const at = (id: string, end: string, more: Partial<Meeting> = {}) =>
      meeting({ id, start: end, end, status: 'held', summary_shared: 'Ja.', ...more });
    const old = at('old', '2026-11-10T10:00:00Z');
    const one = at('one', '2026-11-19T10:00:00Z');
    const two = at('two', '2026-11-20T10:00:00Z');
    expect(what(with_(old, one, two))).toEqual([['summary', 'two']]);
    expect(summaryAsks(old, ANCHOR)).toBe(false);
    expect(summaryAsks({ ...two, summary_answer: { status: 'corrected', at: 'x' } }, ANCHOR)).toBe(false);
    expect(summaryAsks({ ...two, summary_confirmed_by_citizen: true }, ANCHOR)).toBe(false);
  });
  it('leaves out a request that was taken back, and shows an answer for two days or as long as there are times', () => {
    const said = (more: Partial<MeetingRequest>): Plan => ({
      ...with_(),
      meeting_requests: [{ ...request, status: 'yes', ...more }],
    });
    expect(requestsOf(said({ status: 'withdrawn' }))).toEqual([]);
    expect(what(said({ answered_at: '2026-11-21T08:00:00Z' }))).toEqual([]);
    expect(what(said({ answered_at: '2026-11-21T08:00:00Z', proposed_times: [span] }))).toEqual([
      ['answered', 'r'],
    ]);
  });
});

it('asks only people who said that they come to meetings', () => {
  const contact = (id: string, status: string, can_do: string[]) => ({ id, name: id, status, can_do });
  const p: Plan = {
    ...plan,
    contacts: [
      contact('anette', 'active', ['accompany']),
      contact('kalle', 'active', ['transport']),
      contact('mor', 'active', ['write_to_citizen']),
      contact('bjarne', 'withdrawn', ['accompany']),
      { id: 'ny', name: 'ny', status: 'active' },
    ],
  };
  expect(canCome(p).map((c) => c.id)).toEqual(['anette', 'kalle']);
});

it('offers rides that leave before the meeting begins, on whole ten minutes', () => {
  const rides = ridesBefore(meeting({ start: '2026-12-09T12:15:00Z' }));
  expect(rides).toHaveLength(18);
  expect(rides[0]).toBe('2026-12-09T09:10:00.000Z');
  expect(rides.at(-1)).toBe('2026-12-09T12:00:00.000Z');
  const other = meeting({ start: '2026-12-09T12:10:00Z' });
  expect(ridesBefore(other).at(-1)).toBe('2026-12-09T12:00:00.000Z');
  // The server writes an instant without milliseconds: the one that is chosen is not offered twice.
  expect(ridesBefore(other, '2026-12-09T12:00:00Z')).toHaveLength(18);
  expect(ridesBefore(other, '2026-12-09T11:45:00Z')).toHaveLength(19);
});
