import { describe, expect, it } from 'vitest';
import { copenhagenMoment, wallOf } from './time';

describe('a clock on the wall in Copenhagen', () => {
  it.each([
    ['winter', '2026-11-26', '14:00', '2026-11-26T14:00:00+01:00', '2026-11-26T13:00:00.000Z'],
    ['summer', '2026-07-01', '09:30', '2026-07-01T09:30:00+02:00', '2026-07-01T07:30:00.000Z'],
    [
      'the morning after the clock went forward',
      '2027-03-28',
      '09:00',
      '2027-03-28T09:00:00+02:00',
      '2027-03-28T07:00:00.000Z',
    ],
    [
      'just before it goes forward',
      '2027-03-28',
      '01:59',
      '2027-03-28T01:59:00+01:00',
      '2027-03-28T00:59:00.000Z',
    ],
    [
      'just after it went forward',
      '2027-03-28',
      '03:00',
      '2027-03-28T03:00:00+02:00',
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'the morning after it went back',
      '2026-10-25',
      '09:00',
      '2026-10-25T09:00:00+01:00',
      '2026-10-25T08:00:00.000Z',
    ],
    [
      'the first of the two hours',
      '2026-10-25',
      '02:30',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T00:30:00.000Z',
    ],
    ['midnight', '2026-12-31', '00:00', '2026-12-31T00:00:00+01:00', '2026-12-30T23:00:00.000Z'],
  ])('%s', (_, day, time, written, utc) => {
    const moment = copenhagenMoment(day, time);
    expect(moment).toEqual({ instant: written });
    expect(new Date(written).toISOString()).toBe(utc);
    expect(wallOf(written)).toEqual({ day, time });
    expect(wallOf(utc)).toEqual({ day, time });
  });

  it('says that an hour does not exist instead of moving it', () => {
    expect(copenhagenMoment('2027-03-28', '02:30')).toEqual({ problem: 'skipped' });
  });

  it.each([
    ['', '09:00'],
    ['2026-11-26', ''],
    ['2026-02-30', '09:00'],
    ['2026-13-01', '09:00'],
    ['2026-11-26', '24:00'],
    ['26.11.2026', '9'],
  ])('takes "%s" "%s" for missing', (day, time) =>
    expect(copenhagenMoment(day, time)).toEqual({ problem: 'missing' }),
  );

  it('has no clock for no instant', () => {
    expect(wallOf(undefined)).toEqual({ day: '', time: '' });
    expect(wallOf('')).toEqual({ day: '', time: '' });
  });
});
