import { describe, expect, it } from 'vitest';
import { happensOn, parseRule } from './rrule';

const effort = {
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE',
  start: '2026-10-26',
  end: '2027-01-22',
  status: 'active' as const,
  pauses: [{ from: '2026-12-21', to: '2027-01-03', why: 'Julelukket' }],
};

describe('weekly rules', () => {
  it('reads the part we know and refuses to guess the rest', () => {
    expect(parseRule('FREQ=WEEKLY;BYDAY=TH')).toEqual({ weekdays: [3], every: 1 });
    expect(parseRule('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO')).toEqual({ weekdays: [0, 4], every: 2 });
    for (const other of [
      undefined,
      '',
      'FREQ=MONTHLY;BYDAY=1MO',
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;BYDAY=MO;COUNT=3',
    ])
      expect(parseRule(other)).toBeUndefined();
  });
  it('names its weekdays between start and end', () => {
    expect(happensOn(effort, '2026-11-24')).toBe(true);
    expect(happensOn(effort, '2026-11-26')).toBe(false);
    expect(happensOn(effort, '2026-10-20')).toBe(false);
    expect(happensOn(effort, '2027-01-25')).toBe(false);
  });
  it('rests in a pause, both ends included', () => {
    expect(happensOn(effort, '2026-12-16')).toBe(true);
    expect(happensOn(effort, '2026-12-21')).toBe(false);
    expect(happensOn(effort, '2026-12-30')).toBe(false);
    expect(happensOn(effort, '2027-01-04')).toBe(true);
  });
  it('counts every other week from the week it began', () => {
    const other = { ...effort, rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' };
    expect(happensOn(other, '2026-10-27')).toBe(true);
    expect(happensOn(other, '2026-11-03')).toBe(false);
    expect(happensOn(other, '2026-11-10')).toBe(true);
  });
  it('does not happen when it is over or put aside', () => {
    expect(happensOn({ ...effort, status: 'completed' }, '2026-11-24')).toBe(false);
  });
});
