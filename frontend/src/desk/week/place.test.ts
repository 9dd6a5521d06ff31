import { describe, expect, it } from 'vitest';
import type { Week, WeekEntry } from '$lib/api/staff-week';
import { addDays } from '$lib/text';
import { clockOf, draw, freeTime, mondayOf } from './place';

const citizen = { id: 'p', name: 'Peter Prøvesen', preferred_name: 'Peter' };
const meeting = (id: string, start: string, end: string): WeekEntry => ({
  what: 'meeting',
  plan: 'plan',
  citizen,
  id,
  start,
  end,
  on: start.slice(0, 10),
  mine: true,
});
function week(monday: string, entries: WeekEntry[], hours: Record<string, [string, string][]> = {}): Week {
  const days = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  return {
    year: 2026,
    number: 1,
    days: days.map((date) => ({ date, hours: (hours[date] ?? []).map(([start, end]) => ({ start, end })) })),
    entries,
  };
}
/** Each block of a day as "id 09:00-10:00 lane/lanes". */
const blocks = (w: Week, day: number): string[] =>
  draw(w).columns[day]!.blocks.map(
    (b) => `${b.entry.id} ${clockOf(b.from)}-${clockOf(b.to)} ${b.lane + 1}/${b.lanes}`,
  );

describe('a week as it is drawn', () => {
  it('puts what overlaps beside each other, and what only follows below', () => {
    const w = week('2026-11-23', [
      meeting('a', '2026-11-24T08:00:00Z', '2026-11-24T10:00:00Z'),
      meeting('b', '2026-11-24T08:30:00Z', '2026-11-24T09:00:00Z'),
      meeting('c', '2026-11-24T09:00:00Z', '2026-11-24T09:30:00Z'),
      meeting('d', '2026-11-24T10:00:00Z', '2026-11-24T11:00:00Z'),
    ]);
    expect(blocks(w, 1)).toEqual([
      'a 09:00-11:00 1/2',
      'b 09:30-10:00 2/2',
      'c 10:00-10:30 2/2',
      'd 11:00-12:00 1/1',
    ]);
  });
  it('gives short ones room enough to be hit', () => {
    const w = week('2026-11-23', [
      meeting('a', '2026-11-24T08:00:00Z', '2026-11-24T08:10:00Z'),
      meeting('b', '2026-11-24T08:15:00Z', '2026-11-24T08:25:00Z'),
    ]);
    expect(blocks(w, 1)).toEqual(['a 09:00-09:10 1/2', 'b 09:15-09:25 2/2']);
  });
  it('stands by the wall clock when clocks go forward, and over midnight on both days', () => {
    const w = week('2027-03-22', [
      meeting('sat', '2027-03-27T08:00:00Z', '2027-03-27T09:00:00Z'),
      meeting('night', '2027-03-27T22:30:00Z', '2027-03-28T01:30:00Z'),
      meeting('sun', '2027-03-28T07:00:00Z', '2027-03-28T08:00:00Z'),
    ]);
    expect(blocks(w, 5)).toEqual(['sat 09:00-10:00 1/1', 'night 23:30-24:00 1/1']);
    expect(blocks(w, 6)).toEqual(['night 00:00-03:30 1/1', 'sun 09:00-10:00 1/1']);
    expect(draw(w)).toMatchObject({ from: 0, to: 24 * 60 });
  });
  it('stands by the wall clock when an hour comes twice', () => {
    const w = week('2026-10-19', [
      meeting('twice', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'),
      meeting('until', '2026-10-25T20:00:00Z', '2026-10-25T23:00:00Z'),
    ]);
    expect(blocks(w, 6)).toEqual(['twice 02:30-02:30 1/1', 'until 21:00-24:00 1/1']);
  });
  it('draws office hours, and more where something lies outside them', () => {
    expect(draw(week('2026-11-23', []))).toMatchObject({ from: 480, to: 960 });
    const late = meeting('a', '2026-11-24T17:50:00Z', '2026-11-24T17:55:00Z');
    expect(draw(week('2026-11-23', [late]))).toMatchObject({ from: 480, to: 20 * 60 });
  });
  it('proposes the first half hour at work in which there is nothing', () => {
    const hours = { '2026-11-24': [['2026-11-24T07:30:00Z', '2026-11-24T14:30:00Z'] as [string, string]] };
    const w = week('2026-11-23', [meeting('a', '2026-11-24T07:00:00Z', '2026-11-24T08:10:00Z')], hours);
    const { columns } = draw(w);
    expect(freeTime(columns[1]!)).toBe('09:30');
    expect(freeTime(columns[1]!, 13 * 60 + 5)).toBe('13:30');
    expect(freeTime(columns[1]!, 15 * 60 + 5)).toBe('09:00');
    expect(freeTime(columns[2]!)).toBe('09:00');
  });
  it('begins on a Monday', () => {
    expect(['2026-12-27', '2026-12-28', '2027-01-03', '2027-01-04'].map(mondayOf)).toEqual([
      '2026-12-21',
      '2026-12-28',
      '2026-12-28',
      '2027-01-04',
    ]);
  });
});
