import { parseRule } from '$lib/text';
import { describe, expect, it } from 'vitest';
import { ruleOf, weekdaysOf } from './weekdays';

describe('weekdays and rules', () => {
  it('reads a weekly rule into ticks', () => {
    expect(weekdaysOf('FREQ=WEEKLY;BYDAY=WE,MO,TU')).toEqual({
      days: ['0', '1', '2'],
      every: '1',
      readable: true,
    });
    expect(weekdaysOf('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU')).toEqual({
      days: ['6'],
      every: '2',
      readable: true,
    });
    expect(weekdaysOf(undefined)).toEqual({ days: [], every: '1', readable: true });
  });

  it('writes ticks as a rule the phone can read', () => {
    expect(ruleOf(['2', '0'], '1', undefined)).toBe('FREQ=WEEKLY;BYDAY=MO,WE');
    expect(ruleOf(['3'], '2', undefined)).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH');
    for (const every of ['1', '2', '5'])
      for (let bits = 1; bits < 128; bits++) {
        const days = [0, 1, 2, 3, 4, 5, 6].filter((d) => bits & (1 << d));
        const rule = ruleOf(days.map(String), every, undefined);
        expect(parseRule(rule)).toEqual({ weekdays: days, every: Number(every) });
        expect(weekdaysOf(rule)).toEqual({ days: days.map(String), every, readable: true });
      }
  });

  it('leaves an untouched rule letter for letter', () => {
    const rule = 'FREQ=WEEKLY;BYDAY=TU,MO;UNTIL=20270122';
    expect(ruleOf(['0', '1'], '1', rule)).toBe(rule);
  });

  it('keeps the last day when the weekdays change', () => {
    expect(ruleOf(['4'], '1', 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270122')).toBe(
      'FREQ=WEEKLY;BYDAY=FR;UNTIL=20270122',
    );
  });

  it('clears with no days, and never guesses at a rule it cannot show', () => {
    expect(ruleOf([], '1', 'FREQ=WEEKLY;BYDAY=MO')).toBe('');
    expect(weekdaysOf('FREQ=DAILY;COUNT=5')).toEqual({ days: [], every: '1', readable: false });
    expect(ruleOf([], '1', 'FREQ=DAILY;COUNT=5')).toBe('FREQ=DAILY;COUNT=5');
    expect(ruleOf(['0'], '1', 'FREQ=DAILY;COUNT=5')).toBe('FREQ=WEEKLY;BYDAY=MO');
  });

  it('takes a senseless number of weeks for every week', () => {
    for (const every of ['', '0', '-2', 'x'])
      expect(ruleOf(['0'], every, undefined)).toBe('FREQ=WEEKLY;BYDAY=MO');
  });
});
