import { describe, expect, it } from 'vitest';
import { isDay, readClock, readDay, typedClock, typedDay } from './typed';

const today = '2026-11-24';

describe('a day as it is typed', () => {
  it.each([
    ['1.12.2026', '2026-12-01'],
    ['01-12-2026', '2026-12-01'],
    ['1/12-26', '2026-12-01'],
    ['1. 12. 2026', '2026-12-01'],
    ['011226', '2026-12-01'],
    ['01122026', '2026-12-01'],
    [' 2026-12-01 ', '2026-12-01'],
    ['29.2.2028', '2028-02-29'],
  ])('%s is %s', (typed, day) => expect(readDay(typed, today)).toBe(day));

  it.each([
    ['1.12', '2026-12-01'],
    ['12/1', '2027-01-12'],
    ['12.1.', '2027-01-12'],
    ['20/11', '2026-11-20'],
  ])('%s without a year is the nearest one, %s', (typed, day) => expect(readDay(typed, today)).toBe(day));

  it.each(['31.2.2026', '12/31/2026', '1.13', 'i morgen', '1', '', '29.2', '2026-13-01', '1.12.026'])(
    '%s is no day, and stays as it was typed',
    (typed) => {
      expect(readDay(typed, today)).toBe(typed);
      expect(isDay(readDay(typed, today))).toBe(false);
      expect(typedDay(typed)).toBe(typed);
    },
  );

  it('is shown day first, and reads back as itself', () => {
    expect(typedDay('2026-12-01')).toBe('1.12.2026');
    expect(readDay(typedDay('2026-12-01'), today)).toBe('2026-12-01');
  });
});

describe('a clock as it is typed', () => {
  it.each([
    ['9', '09:00'],
    ['14', '14:00'],
    ['9.30', '09:30'],
    ['9:30', '09:30'],
    ['9,30', '09:30'],
    ['930', '09:30'],
    ['1415', '14:15'],
    ['kl. 9', '09:00'],
    ['Kl 14.05', '14:05'],
    ['0', '00:00'],
    ['23.59', '23:59'],
  ])('%s is %s', (typed, clock) => expect(readClock(typed)).toBe(clock));

  it.each(['24', '24.00', '9.60', '2 PM', '9.3', '', 'middag', '-1', '99999'])(
    '%s is none, and stays as it was typed',
    (typed) => {
      expect(readClock(typed)).toBe(typed);
      expect(typedClock(typed)).toBe(typed);
    },
  );

  it('is shown as 24 hours, and reads back as itself', () => {
    expect(typedClock('14:30')).toBe('14.30');
    expect(readClock(typedClock('14:30'))).toBe('14:30');
  });
});
