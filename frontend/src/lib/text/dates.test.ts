import { describe, expect, it } from 'vitest';
import {
  addDays,
  ago,
  atClock,
  clockSpan,
  dayAndClock,
  dayFromToday,
  dayOf,
  daysBetween,
  duration,
  longDay,
  partOfDay,
  shortTime,
  timeOf,
  weekdayOf,
} from './dates';
import { fromCopenhagen } from './instant';

describe('days in Copenhagen', () => {
  it('are Copenhagen days whatever the zone of the machine', () => {
    expect(dayOf('2026-11-23T23:30:00Z')).toBe('2026-11-24');
    expect(dayOf('2026-06-30T22:00:00Z')).toBe('2026-07-01');
    expect(timeOf('2026-06-30T22:00:00Z')).toBe('00:00');
  });
  it('add and count without DST moving them', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
    expect(weekdayOf('2026-11-24')).toBe(1);
    expect(weekdayOf('2026-11-29')).toBe(6);
  });
  it('turn into instants in summer, in winter, and where DST skips or repeats an hour', () => {
    expect(fromCopenhagen('2026-07-01', '10:00')).toBe('2026-07-01T08:00:00.000Z');
    expect(fromCopenhagen('2026-12-01', '10:00')).toBe('2026-12-01T09:00:00.000Z');
    // 29 March 2026 02:30 does not exist: it is 03:30 summer time.
    expect(timeOf(fromCopenhagen('2026-03-29', '02:30'))).toBe('03:30');
    // 25 October 2026 02:30 is there twice: the first one.
    expect(fromCopenhagen('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('as people say them', () => {
  it('weekday, date and clock', () => {
    expect(longDay('2026-11-26')).toBe('torsdag 26. november');
    expect(longDay('2027-01-12', '2026-11-24')).toBe('tirsdag 12. januar 2027');
    expect(dayAndClock('2026-11-26T14:00:00+01:00')).toBe('torsdag 26. november kl. 14');
    expect(longDay('2026-11-26', undefined, 'en')).toBe('Thursday 26 November');
    expect(atClock('2026-12-01T11:30:00+01:00')).toBe('kl. 11.30');
    expect(clockSpan('09:00', '12:00')).toBe('kl. 9-12');
    expect(shortTime('09:05', 'en')).toBe('9:05');
  });
  it('how far away and how long ago', () => {
    const now = Date.parse('2026-11-24T09:00:00+01:00');
    expect(dayFromToday('2026-11-24', '2026-11-24')).toBe('i dag');
    expect(dayFromToday('2026-11-26', '2026-11-24')).toBe('i overmorgen');
    expect(ago(now - 20_000, now)).toBe('lige nu');
    expect(ago(now - 3 * 3_600_000, now)).toBe('for 3 timer siden');
    expect(ago('2026-11-20T08:00:00+01:00', now)).toBe('for 4 dage siden');
  });
  it('how long', () => {
    const from = '2026-11-26T14:00:00+01:00';
    expect(duration(from, '2026-11-26T14:45:00+01:00')).toBe('45 minutter');
    expect(duration(from, '2026-11-26T15:00:00+01:00')).toBe('1 time');
    expect(duration(from, '2026-11-26T15:30:00+01:00')).toBe('1½ time');
    expect(duration(from, '2026-11-26T16:00:00+01:00', 'en')).toBe('2 hours');
  });
  it('greets by the hour in Copenhagen', () => {
    expect(partOfDay(Date.parse('2026-11-24T09:00:00+01:00'))).toBe('morning');
    expect(partOfDay(Date.parse('2026-11-24T12:00:00+01:00'))).toBe('day');
    expect(partOfDay(Date.parse('2026-11-24T21:00:00+01:00'))).toBe('evening');
  });
});
