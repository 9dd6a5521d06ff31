import { describe, expect, it } from 'vitest';
import type { Meeting, Plan } from '$lib/api';
import { assessmentTimes, later, minutesBetween, seriesDays } from './booking';
import { bookingOf, checkBook, emptyBook, rowsOf, skippedRows, type BookForm } from './book';
import { insteadOf } from './instead';
import { meetingFor, placesOf } from './request';
import { agreementsOf, checkSummary, linesOf } from './summary';
import { nextHalfHour, spanOf, spansOf } from './times';

function book(more: Partial<BookForm> = {}, shared: Partial<BookForm['shared']> = {}): BookForm {
  const f = emptyBook('maja', '2026-11-24');
  return {
    ...f,
    why: 'Vi følger op.',
    ...more,
    shared: { ...f.shared, title: 'Opfølgning', day: '2026-12-08', from: '13:00', to: '13:45', ...shared },
  };
}

describe('several meetings at once', () => {
  it('keeps the weekday and the clock of a series over the end of summer time', () => {
    const f = book({ weeks: '1', times: '3' }, { day: '2027-03-22', from: '10:00', to: '10:30' });
    expect(bookingOf(f, []).meetings.map((m) => m.start)).toEqual([
      '2027-03-22T10:00:00+01:00',
      '2027-03-29T10:00:00+02:00',
      '2027-04-05T10:00:00+02:00',
    ]);
  });
  it('goes on into the next year, two weeks at a time', () =>
    expect(seriesDays('2026-12-08', 2, 3)).toEqual(['2026-12-08', '2026-12-22', '2027-01-05']));
  it('books chosen days once each, in order', () => {
    const f = book({ kind: 'days', more: ['2026-12-01', '', '2026-12-08', '2026-12-15'] });
    expect(rowsOf(f).map((r) => r.day)).toEqual(['2026-12-01', '2026-12-08', '2026-12-15']);
    expect(checkBook(f)).toEqual({});
    expect(checkBook(book({ kind: 'days', more: [''] })).more).toBe('missing');
    expect(checkBook(book({ kind: 'days', more: ['31.2.2027'] })).more).toBe('day');
  });
  it('makes an assessment day of three half hours with a break between', () => {
    expect(assessmentTimes('10:00')).toEqual([
      { from: '10:00', to: '10:30' },
      { from: '10:40', to: '11:10' },
      { from: '11:20', to: '11:50' },
    ]);
    expect(assessmentTimes('23:00')).toBeUndefined();
    const f = book({
      kind: 'assessment_day',
      hosts: [
        { who: 'palle', title: 'Psykolog' },
        { who: 'frida', title: 'Fysioterapeut' },
        { who: 'sanne', title: 'Sygeplejerske' },
      ],
    });
    expect(checkBook(f)).toEqual({});
    const made = bookingOf(f, []);
    expect(made.kind).toBe('assessment_day');
    expect(made.meetings.map((m) => [m.title, m.with, m.end])).toEqual([
      ['Psykolog', ['palle'], '2026-12-08T13:30:00+01:00'],
      ['Fysioterapeut', ['frida'], '2026-12-08T14:10:00+01:00'],
      ['Sygeplejerske', ['sanne'], '2026-12-08T14:50:00+01:00'],
    ]);
  });
  it('is the same booking when it is sent twice', () => {
    const ids: string[] = [];
    expect(bookingOf(book(), ids)).toEqual(bookingOf(book(), ids));
    expect(new Set(ids).size).toBe(4);
  });
  it('says what is missing', () => {
    expect(checkBook(emptyBook('maja', '2026-11-24'))).toMatchObject({
      title: 'missing',
      start: 'missing',
      end: 'missing',
      why: 'missing',
    });
    expect(checkBook(book({ times: '1' })).times).toBe('number');
    expect(checkBook(book({ times: 'to' })).times).toBe('number');
    expect(checkBook(book({ kind: 'assessment_day' })).hosts).toBe('missing');
    expect(rowsOf(book({ times: '99' }))).toEqual([]);
  });
  it('finds the one that falls in the hour that does not exist', () => {
    const f = book({ weeks: '1', times: '2' }, { day: '2027-03-21', from: '02:15', to: '02:45' });
    expect(skippedRows(f)).toEqual([1]);
  });
});

describe('times that are typed', () => {
  it('reads a span, or says what is wrong', () => {
    expect(spanOf({ day: '2026-12-08', from: '13:00', to: '13:45' })).toEqual({
      start: '2026-12-08T13:00:00+01:00',
      end: '2026-12-08T13:45:00+01:00',
    });
    expect(spanOf({ day: '2026-12-08', from: '', to: '13:45' })).toEqual({ problem: 'missingTime' });
    expect(spanOf({ day: '32.12.', from: '13:00', to: '13:45' })).toEqual({ problem: 'day' });
    expect(spanOf({ day: '2026-12-08', from: '13:00', to: 'to' })).toEqual({ problem: 'clock' });
    expect(spanOf({ day: '2026-12-08', from: '13:00', to: '12:45' })).toEqual({ problem: 'order' });
    expect(spanOf({ day: '2027-03-28', from: '02:15', to: '02:45' })).toEqual({ problem: 'skipped' });
  });
  it('skips the times nobody wrote in, and asks for at least one', () => {
    const none = { day: '', from: '', to: '' };
    expect(spansOf([none])).toEqual({ problem: 'missingTime', at: 0 });
    expect(spansOf([none, { day: '2026-12-08', from: '9', to: '' }])).toEqual({
      problem: 'missingTime',
      at: 1,
    });
    expect(spansOf([none, { day: '2026-12-08', from: '09:00', to: '09:30' }])).toMatchObject({
      spans: [{ start: '2026-12-08T09:00:00+01:00' }],
    });
  });
  it('counts clocks, never past midnight', () => {
    expect(later('23:30', 45)).toBeUndefined();
    expect(later('9', 45)).toBeUndefined();
    expect(minutesBetween('09:15', '10:00')).toBe(45);
    expect([
      nextHalfHour('08:00'),
      nextHalfHour('08:20'),
      nextHalfHour('08:51'),
      nextHalfHour('23:55'),
    ]).toEqual(['08:30', '08:30', '09:30', '23:55']);
  });
});

describe('a yes to a request', () => {
  const yes = {
    time: { day: '2026-11-24', from: '09:30', to: '10:15' },
    form: 'walk',
    place: 'Søen',
    fetch: true,
    leaves: '09:10',
  };
  const span = { start: '2026-11-24T09:30:00+01:00', end: '2026-11-24T10:15:00+01:00' };
  it('is a meeting with whoever says it, and who fetches; when to remind is the citizen’s own choice', () => {
    expect(meetingFor(yes, span, { id: 'maja', name: 'Maja Mønster' }, undefined)).toEqual({
      fields: {
        title: 'Møde med Maja',
        ...span,
        form: 'walk',
        with: ['maja'],
        place: { name: 'Søen' },
        transport: { who: 'maja', leaves: '2026-11-24T09:10:00+01:00', text: 'Maja henter dig kl. 9.10.' },
      },
    });
  });
  it('refuses to fetch after the meeting has begun', () => {
    const me = { id: 'maja', name: 'Maja' };
    expect(meetingFor({ ...yes, leaves: '09:40' }, span, me, undefined)).toEqual({ problem: 'late' });
    expect(meetingFor({ ...yes, leaves: '' }, span, me, undefined)).toEqual({ problem: 'missing' });
    expect(meetingFor({ ...yes, leaves: 'ni' }, span, me, undefined)).toEqual({ problem: 'clock' });
  });
  it('offers the places that were used, the latest first, each once', () => {
    const at = (start: string, name: string, more: Partial<Meeting> = {}) => ({
      start,
      place: { name },
      ...more,
    });
    const plan = {
      meetings: [
        at('2026-10-01T08:00:00Z', 'Søen'),
        at('2026-11-01T08:00:00Z', 'Kæden'),
        at('2026-11-02T08:00:00Z', 'Søen'),
        at('2026-11-03T08:00:00Z', 'Telefon', { form: 'phone' }),
        at('2026-11-04T08:00:00Z', 'Hemmeligt', { partial: true }),
      ],
    } as unknown as Plan;
    expect(placesOf(plan).map((p) => p.name)).toEqual(['Søen', 'Kæden']);
  });
});

describe('the meeting in the place of another', () => {
  const meeting: Meeting = {
    id: 'm',
    title: 'Jobsamtale',
    start: '2026-12-08T12:00:00Z',
    end: '2026-12-08T12:45:00Z',
    form: 'in_person',
    place: { name: 'Jobcentret', step_free: true },
    with: ['maja'],
    companions: ['anette'],
    mandatory: true,
    duty_text: 'Pligt',
    status: 'planned',
    reminders: ['P1D'],
    transport: { who: 'kalle', leaves: '2026-12-08T11:00:00Z' },
    rsvp: { status: 'no' },
  };
  const span = { start: '2026-12-10T12:00:00Z', end: '2026-12-10T12:45:00Z' };
  it('keeps what the meeting is about, and neither its answers nor the ride', () => {
    expect(insteadOf(meeting, { span, form: 'in_person', place: '' })).toEqual({
      title: 'Jobsamtale',
      ...span,
      form: 'in_person',
      place: { name: 'Jobcentret', step_free: true },
      with: ['maja'],
      companions: ['anette'],
      mandatory: true,
      duty_text: 'Pligt',
      reminders: ['P1D'],
    });
  });
  it('leaves the room behind for a walk', () => {
    expect(insteadOf(meeting, { span, form: 'walk', place: '' }).place).toBeUndefined();
    expect(insteadOf(meeting, { span, form: 'walk', place: 'Søen' }).place).toEqual({ name: 'Søen' });
  });
});

describe('the summary', () => {
  it('is one to three lines', () => {
    expect(checkSummary(' \n ')).toBe('missing');
    expect(checkSummary('a\n\nb\nc')).toBeUndefined();
    expect(checkSummary('a\nb\nc\nd')).toBe('lines');
    expect(linesOf(' a \n\nb ')).toEqual(['a', 'b']);
  });
  it('takes the agreements that say something', () => {
    const row = { id: 'x', text: 'Ring til lægen', responsible: 'peter', due: '2026-12-01' };
    expect(agreementsOf([{ ...row, text: ' ' }, row])).toEqual({ agreements: [row] });
    expect(agreementsOf([{ ...row, responsible: '' }])).toEqual({ problem: 'who', at: 0 });
    expect(agreementsOf([{ ...row, due: '1.13.' }])).toEqual({ problem: 'day', at: 0 });
  });
});
