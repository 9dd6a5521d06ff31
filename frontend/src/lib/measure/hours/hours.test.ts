import { describe, expect, it } from 'vitest';
import type { Item } from '../../outbox/rules';
import {
  drawn,
  lastWeek,
  movedOf,
  numberOf,
  runsOf,
  sinceEnd,
  typedHours,
  weekOf,
  weeksFrom,
  withWaiting,
  yearBefore,
  type Hours,
  type PaidWeek,
} from './hours';

const told = (week: string, minutes: number, more: Partial<PaidWeek> = {}): PaidWeek => ({
  week,
  minutes,
  said_by: 'peter',
  said_at: '2026-11-20T08:00:00Z',
  ...more,
});
const hours = (weeks: PaidWeek[], more: Partial<Hours> = {}): Hours => ({
  weeks,
  corrections: [],
  people: [],
  ...more,
});
const waits = (target: string, body: Record<string, unknown>, more: Partial<Item> = {}): Item => ({
  id: 'm',
  user: 'peter',
  plan: 'p',
  kind: 'hours',
  target,
  body: { said_at: '2026-11-23T08:00:00.000Z', ...body },
  needs: [],
  at: 0,
  seq: 0,
  state: 'waiting',
  tries: 0,
  ...more,
});

describe('weeks', () => {
  it('are named by their Monday, over the change of clock and of year', () => {
    expect(weekOf('2026-10-25')).toBe('2026-10-19');
    expect(weekOf('2026-03-30')).toBe('2026-03-30');
    expect(lastWeek('2026-11-24')).toBe('2026-11-16');
    expect(lastWeek('2027-01-04')).toBe('2026-12-28');
    expect(weeksFrom('2026-10-19', '2026-11-02')).toEqual(['2026-10-19', '2026-10-26', '2026-11-02']);
    expect(weeksFrom('2026-10-26', '2026-10-19')).toEqual([]);
  });
  it('have the number that calendars give them', () => {
    expect(numberOf('2026-11-16')).toEqual({ number: 47, year: 2026 });
    expect(numberOf('2025-12-29')).toEqual({ number: 1, year: 2026 });
    expect(numberOf('2026-12-28')).toEqual({ number: 53, year: 2026 });
    expect(numberOf('2027-01-04')).toEqual({ number: 1, year: 2027 });
  });
});

describe('the line', () => {
  it('goes from none to some, in the order of the weeks, and small moves are seen', () => {
    const weeks = [
      told('2026-10-26', 0),
      told('2026-11-02', 0),
      told('2026-11-09', 0),
      told('2026-11-16', 30),
    ];
    const line = drawn(weeks);
    expect(line.top).toBe(60);
    expect(line.parts).toHaveLength(1);
    expect(line.parts[0]!.map((s) => [s.x, s.y, s.mark])).toEqual([
      [0, 0, true],
      [1 / 3, 0, false],
      [2 / 3, 0, true],
      [1, 0.5, true],
    ]);
    expect(movedOf(weeks)).toEqual({ from: 0, to: 30 });
    expect(movedOf(weeks.slice(0, 1))).toBeUndefined();
  });
  it('does not go over weeks of which nothing is told, and is not at 0 there', () => {
    const line = drawn([told('2026-10-26', 120), told('2026-11-16', 180)], 210);
    expect(line.top).toBe(240);
    expect(line.parts.map((part) => part.map((s) => s.minutes))).toEqual([[120], [180]]);
  });
  it('stands in the middle with one week, and nowhere with none', () => {
    expect(drawn([told('2026-11-16', 0)]).parts[0]![0]).toMatchObject({ x: 0.5, y: 0, mark: true });
    expect(drawn([])).toEqual({ top: 60, parts: [] });
  });
  it('puts weeks alike together in the table', () => {
    const weeks = [
      told('2026-10-19', 0),
      told('2026-10-26', 0),
      told('2026-11-02', 0, { recorded_by: 'maja' }),
      told('2026-11-16', 0, { recorded_by: 'maja' }),
    ];
    expect(runsOf(weeks).map((r) => [r.from, r.to])).toEqual([
      ['2026-10-19', '2026-10-26'],
      ['2026-11-02', '2026-11-02'],
      ['2026-11-16', '2026-11-16'],
    ]);
  });
});

describe('what waits for the net', () => {
  it('lies over what is known, with who said it and who wrote it', () => {
    const laid = withWaiting(
      hours([told('2026-11-16', 60)]),
      [
        waits('weeks/2026-11-09', { minutes: 0, to: '2026-11-16', said_by: 'peter' }, { user: 'maja' }),
        waits('goal', { minutes: 180 }),
        waits('weeks/2026-11-16', { minutes: 600 }, { plan: 'another' }),
        waits('weeks/2026-11-16', { minutes: 601 }, { state: 'failed' }),
      ],
      'p',
    );
    expect(laid.weeks).toMatchObject([
      { week: '2026-11-09', minutes: 0, said_by: 'peter', recorded_by: 'maja' },
      { week: '2026-11-16', minutes: 0, said_by: 'peter', recorded_by: 'maja' },
    ]);
    expect(laid.goal?.minutes).toBe(180);
    expect(laid.offer).toEqual({ minutes: 0 });
  });
  it('takes back, and undoes nothing that was said after it', () => {
    const newer = told('2026-11-09', 90, { said_at: '2026-11-23T09:00:00Z' });
    const laid = withWaiting(
      hours([newer, told('2026-11-16', 60)], { goal: { minutes: 60, said_at: '2026-11-23T09:00:00Z' } }),
      [
        waits('weeks/2026-11-09', { minutes: 30 }),
        waits('weeks/2026-11-16', { not_told: true }),
        waits('goal', {}),
      ],
      'p',
    );
    expect(laid.weeks).toEqual([newer]);
    expect(laid.goal?.minutes).toBe(60);
  });
});

describe('what is offered', () => {
  it('is a year of nothing before it began, as long as nothing is told of it', () => {
    expect(yearBefore([], '2026-10-12', '2026-11-24')).toEqual({ from: '2025-10-13', to: '2026-10-05' });
    expect(weeksFrom('2025-10-13', '2026-10-05')).toHaveLength(52);
    expect(yearBefore([told('2026-10-05', 0)], '2026-10-12', '2026-11-24')).toBeUndefined();
    expect(yearBefore([told('2026-10-12', 0)], '2026-10-12', '2026-11-24')).toBeDefined();
    expect(yearBefore([], '2027-01-01', '2026-11-24')?.to).toBe('2026-11-16');
  });
  it('is the number of an end, for the weeks that are over since', () => {
    const offer = { minutes: 120, effort: 'e1', since: '2026-11-09' };
    expect(sinceEnd(hours([], { offer }), '2026-11-24')).toEqual({ from: '2026-11-09', to: '2026-11-16' });
    expect(sinceEnd(hours([], { offer }), '2026-11-15')).toBeUndefined();
    expect(sinceEnd(hours([], { offer: { minutes: 60 } }), '2026-11-24')).toBeUndefined();
  });
});

it('reads hours as people type them', () => {
  expect(['2', '2,5', '0', ' 60 ', '0.25'].map(typedHours)).toEqual([120, 150, 0, 3600, 15]);
  expect(['', '-1', '61', '60,5', 'to', '2,', '1e1'].map(typedHours)).toEqual(Array(7).fill(undefined));
});
