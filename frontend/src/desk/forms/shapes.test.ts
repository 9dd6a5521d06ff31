import { describe, expect, it } from 'vitest';
import type { Challenge, Effort, Meeting, Strength } from '$lib/api';
import { agreementShape } from './agreement';
import { boardShape, challengeShape, strengthShape } from './background';
import { changedFields } from './diff';
import { effortShape } from './effort';
import { goalShape } from './goal';
import { MEASURING } from '../routes';
import { meetingShape, statusesFor } from './meeting';
import { numberOf, type Shape } from './shape';
import { stepShape } from './step';

const place = { me: 'maja', today: '2026-11-24' };

const effort: Effort = {
  id: 'e1',
  rank: 'a',
  title: 'Praktik på Cykelværkstedet Kæden',
  department: 'job',
  provider: 'Kæden',
  responsible: 'vibeke',
  place: { name: 'Kæden', address: 'Kædevej 1', note: 'Ring på' },
  goals: ['g1', 'g4'],
  start: '2026-10-26',
  end: '2027-01-22',
  schedule_plain: 'Mandag, tirsdag og onsdag kl. 9-12',
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE',
  time: { from: '09:00', to: '12:00' },
  hours_per_week: 9,
  place_contact: 'mogens',
  path_to_paid_hours: 'To timer fra januar',
  pauses: [{ from: '2026-12-21', to: '2027-01-03', why: 'Julelukket' }],
  sequence: 'parallel',
  status: 'active',
  follow_up: { every_days: 14, last: '2026-11-17', next_meeting: 'm12', end_meeting: 'm18' },
  next_step: { decided: false, text: 'Hvad-så-nu-møde', meeting: 'm18' },
};
const meeting: Meeting = {
  id: 'm1',
  title: 'Opfølgning',
  start: '2026-11-24T10:30:00Z',
  end: '2026-11-24T11:00:00Z',
  form: 'workplace',
  with: ['vibeke', 'mogens'],
  companions: [],
  mandatory: true,
  duty_text: 'Pligt',
  status: 'planned',
  reminders: ['P1D', 'PT30M'],
  bring: ['Sko'],
};

function diff<T extends { id: string }, F extends object>(
  shape: Shape<T, F>,
  item: T | undefined,
  change: (f: F) => void,
) {
  const form = shape.read(item, place);
  const before = item ? shape.write(shape.read(item, place), item) : {};
  change(form);
  return changedFields(before, shape.write(form, item));
}

describe('a form that is opened and saved', () => {
  it('leaves when to be reminded to the citizen’s own choice, unless a meeting says otherwise', () => {
    expect(meetingShape.read(undefined, place).reminders).toEqual([]);
    // Booked from what is due, it is for that, and belongs to no effort.
    const due = meetingShape.read(undefined, { ...place, under: MEASURING });
    expect([due.measurement, due.effort]).toEqual([true, '']);
    expect(meetingShape.read(meeting, { ...place, under: MEASURING }).measurement).toBe(false);
    expect(meetingShape.read(meeting, place).reminders).toEqual(['P1D', 'PT30M']);
  });
  it('takes back a suggested companion, and says nothing of it otherwise', () => {
    const asked = { ...meeting, companions_proposed: ['kalle'] };
    expect(diff(meetingShape, asked, () => {})).toEqual({});
    expect(diff(meetingShape, asked, (f) => (f.companions_proposed = []))).toEqual({
      companions_proposed: [],
    });
  });
  it('keeps how a meeting is got to, said in and chosen, and clears it whole', () => {
    const full: Meeting = {
      ...meeting,
      form: 'video',
      link: 'https://video.example/abc',
      interpreter: { language: 'Ukrainsk', booked: false },
      may_choose_form: ['phone', 'walk'],
      transport: { who: 'kalle', leaves: '2026-11-24T10:00:00Z', text: 'Kalle henter dig.' },
    };
    expect(diff(meetingShape, full, () => {})).toEqual({});
    expect(diff(meetingShape, full, (f) => (f.interpreter_booked = true))).toEqual({
      interpreter: { language: 'Ukrainsk', booked: true },
    });
    expect(diff(meetingShape, full, (f) => ((f.needs_interpreter = false), (f.form = 'phone')))).toEqual({
      interpreter: null,
      form: 'phone',
      link: '',
    });
    expect(
      diff(
        meetingShape,
        full,
        (f) => ((f.transport_who = ''), (f.transport_leaves = ''), (f.transport_text = '')),
      ),
    ).toEqual({ transport: null });
    // Moved to another day, whoever fetches comes at the same clock that day.
    expect(diff(meetingShape, full, (f) => (f.day = '2026-11-25'))).toMatchObject({
      transport: { who: 'kalle', leaves: '2026-11-25T11:00:00+01:00', text: 'Kalle henter dig.' },
    });
  });
  it('finds a link that is none, and a ride after the meeting began', () => {
    const check = (change: (f: ReturnType<typeof meetingShape.read>) => void) => {
      const form = meetingShape.read({ ...meeting, form: 'video' }, place);
      change(form);
      return meetingShape.check(form);
    };
    for (const link of ['http://video.example', 'javascript:alert(1)', 'https://a b', 'video.example'])
      expect(check((f) => (f.link = link))).toEqual({ link: 'link' });
    expect(check((f) => (f.link = 'https://video.example/abc'))).toEqual({});
    expect(check((f) => (f.needs_interpreter = true))).toEqual({ interpreter: 'missing' });
    expect(check((f) => (f.transport_who = 'kalle'))).toEqual({ transport: 'clock' });
    expect(check((f) => (f.transport_leaves = '23:00'))).toEqual({ transport: 'leaves' });
    expect(check((f) => (f.transport_leaves = '11:00'))).toEqual({});
  });
  it('offers a status one can choose, and the one it has', () => {
    expect(statusesFor('planned')).toEqual(['planned', 'held', 'missed']);
    expect(statusesFor('cancelled')).toEqual(['planned', 'held', 'cancelled', 'missed']);
  });
  it('sends nothing when nothing was changed', () => {
    expect(diff(effortShape, effort, () => {})).toEqual({});
    expect(diff(meetingShape, meeting, () => {})).toEqual({});
    expect(
      diff(
        goalShape,
        { id: 'g', rank: '', area: 'work', title: 'Job', status: 'active', owner: 'peter' },
        () => {},
      ),
    ).toEqual({});
    expect(
      diff(
        stepShape,
        { id: 's', goal: 'g', rank: '', text: 'Gå', status: 'done', done_at: '2026-11-01', of: 4 },
        () => {},
      ),
    ).toEqual({});
    expect(
      diff(
        agreementShape,
        { id: 'a', rank: '', text: 'Ring', responsible: 'peter', status: 'kept', closed_on: '2026-11-01' },
        () => {},
      ),
    ).toEqual({});
  });

  it('keeps the parts of a whole that it does not show', () => {
    expect(diff(effortShape, effort, (f) => (f.address = 'Kædevej 2'))).toEqual({
      place: { name: 'Kæden', address: 'Kædevej 2', note: 'Ring på' },
    });
    expect(diff(effortShape, effort, (f) => (f.every_days = '7'))).toEqual({
      follow_up: { every_days: 7, last: '2026-11-17', next_meeting: 'm12', end_meeting: 'm18' },
    });
    expect(diff(effortShape, effort, (f) => (f.decided = 'yes'))).toEqual({
      next_step: { decided: true, text: 'Hvad-så-nu-møde', meeting: 'm18' },
    });
  });

  it('says the way to paid hours, and who is there', () => {
    expect(
      diff(
        effortShape,
        effort,
        (f) => ((f.paid_hours = '2,5'), (f.path_to_paid_hours = ''), (f.place_contact = '')),
      ),
    ).toEqual({ paid_hours_per_week: 2.5, path_to_paid_hours: '', place_contact: '' });
  });

  it('clears what is emptied', () => {
    expect(
      diff(
        effortShape,
        effort,
        (f) => ((f.from = ''), (f.to = ''), (f.weekdays = []), (f.hours = ''), (f.pauses = [])),
      ),
    ).toEqual({
      time: null,
      rrule: '',
      hours_per_week: null,
      pauses: [],
    });
    expect(diff(meetingShape, meeting, (f) => (f.mandatory = false))).toEqual({
      mandatory: false,
      duty_text: '',
    });
  });

  it('sends a new time with Copenhagen’s offset and leaves an untouched one as it was', () => {
    expect(diff(meetingShape, meeting, (f) => (f.to = '12:30'))).toEqual({
      end: '2026-11-24T12:30:00+01:00',
    });
    expect(diff(meetingShape, meeting, (f) => (f.day = '2027-07-01'))).toEqual({
      start: '2027-07-01T11:30:00+02:00',
      end: '2027-07-01T12:00:00+02:00',
    });
  });

  it('sends of a new thing what was filled in', () => {
    expect(diff(stepShape, undefined, (f) => ((f.text = ' Ringe '), (f.goal = 'g1')))).toEqual({
      text: 'Ringe',
      goal: 'g1',
      status: 'active',
    });
    expect(diff(agreementShape, undefined, (f) => (f.text = 'Ringe'))).toEqual({
      text: 'Ringe',
      responsible: 'maja',
      status: 'active',
    });
  });
});

describe('what is seen to be wrong before it is sent', () => {
  it('in an effort', () => {
    const check = (change: (f: ReturnType<typeof effortShape.read>) => void) => {
      const form = effortShape.read(effort, place);
      change(form);
      return effortShape.check(form);
    };
    expect(check(() => {})).toEqual({});
    expect(check((f) => (f.title = ' '))).toEqual({ title: 'missing' });
    expect(check((f) => (f.end = '2026-01-01'))).toEqual({ end: 'order' });
    expect(check((f) => (f.to = ''))).toEqual({ time: 'missing' });
    expect(check((f) => (f.to = '08:00'))).toEqual({ time: 'order' });
    expect(check((f) => f.pauses.push({ from: '2026-12-01', to: '', why: '' }))).toEqual({
      pauses: 'missing',
    });
    expect(check((f) => f.pauses.push({ from: '2026-12-02', to: '2026-12-01', why: '' }))).toEqual({
      pauses: 'order',
    });
    expect(check((f) => (f.hours = 'ni'))).toEqual({ hours_per_week: 'number' });
    expect(check((f) => (f.sequence = 'after'))).toEqual({ after: 'missing' });
    expect(check((f) => ((f.start = 'i dag'), (f.end = '31.2.2026')))).toEqual({ start: 'day', end: 'day' });
    expect(check((f) => (f.to = '2 PM'))).toEqual({ time: 'clock' });
    expect(check((f) => f.pauses.push({ from: '2026-12-02', to: 'jul', why: '' }))).toEqual({
      pauses: 'day',
    });
  });
  it('in a meeting', () => {
    const check = (change: (f: ReturnType<typeof meetingShape.read>) => void) => {
      const form = meetingShape.read(meeting, place);
      change(form);
      return meetingShape.check(form);
    };
    expect(check(() => {})).toEqual({});
    expect(check((f) => (f.day = ''))).toEqual({ start: 'missing', end: 'missing' });
    expect(check((f) => (f.to = '11:30'))).toEqual({ end: 'order' });
    expect(check((f) => ((f.day = '2027-03-28'), (f.from = '02:15'), (f.to = '03:15')))).toEqual({
      start: 'skipped',
    });
    expect(check((f) => (f.day = '12/31/2026'))).toEqual({ start: 'day' });
    expect(check((f) => ((f.from = '2 PM'), (f.to = 'ti')))).toEqual({ start: 'clock', end: 'clock' });
  });
  it('in the days of a goal, a step and an agreement, where the form shows them', () => {
    const goal = { ...goalShape.read(undefined, place), title: 'a', area: 'work', target_date: 'jul' };
    expect(goalShape.check({ ...goal, reached_on: 'jul' })).toEqual({ target_date: 'day' });
    expect(goalShape.check({ ...goal, status: 'reached', reached_on: 'jul' })).toEqual({
      target_date: 'day',
      reached_on: 'day',
    });
    const step = { ...stepShape.read(undefined, place), text: 'a', goal: 'g1', due: '31.2.2026' };
    expect(stepShape.check({ ...step, done_at: 'x' })).toEqual({ due: 'day' });
    const promise = {
      ...agreementShape.read(undefined, place),
      text: 'a',
      due: '2026-12-01',
      closed_on: 'x',
    };
    expect(agreementShape.check(promise)).toEqual({});
    expect(agreementShape.check({ ...promise, status: 'kept' })).toEqual({ closed_on: 'day' });
  });
});

it('names what must be on the server before', () => {
  expect(effortShape.needs(effortShape.read(effort, place))).toEqual([
    'goal/g1',
    'goal/g4',
    'meeting/m12',
    'meeting/m18',
  ]);
});

it('reads numbers as Danes type them', () => {
  expect(numberOf('4,5')).toBe(4.5);
  expect(numberOf(' 12 ')).toBe(12);
  expect(numberOf('')).toBeUndefined();
  expect(numberOf('ni')).toBeNaN();
  expect(numberOf('-3')).toBeNaN();
});

describe('what the person can, what is hard, what is in mind', () => {
  it('reads and writes them back without a change', () => {
    const strength: Strength = { id: 's', rank: 'a', text: 'Rolig', said_by: 'peter' };
    const challenge: Challenge = {
      id: 'c',
      rank: 'a',
      text: 'Knæ',
      what_helps: 'En stol',
      status: 'dropped',
    };
    const read = strengthShape.write(strengthShape.read(strength, place), strength);
    expect(read).toEqual({ text: 'Rolig', said_by: 'peter', status: 'active' });
    const hard = challengeShape.write(challengeShape.read(challenge, place), challenge);
    expect(hard).toEqual({ text: 'Knæ', what_helps: 'En stol', status: 'dropped' });
  });
  it('asks for what helps, always, and needs the goals in focus to be there', () => {
    expect(challengeShape.check({ text: 'Knæ', what_helps: ' ', status: 'active' })).toEqual({
      what_helps: 'missing',
    });
    expect(boardShape.needs({ focus_goals: ['g1'] })).toEqual(['goal/g1']);
  });
});
