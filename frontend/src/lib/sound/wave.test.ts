import { expect, test } from 'vitest';
import { bars, clockOf, drawn } from './wave';

test('a wave has as many bars as there is room for, and the loudest is full', () => {
  expect(bars([])).toEqual([]);
  expect(bars([0.1, 0.2])).toEqual([50, 100]);
  const long = bars(Array.from({ length: 3000 }, (_, i) => (i === 1500 ? 0.8 : 0.2)));
  expect(long).toHaveLength(48);
  expect(long.filter((bar) => bar === 100)).toHaveLength(1);
  expect(long.every((bar) => Number.isInteger(bar) && bar >= 0 && bar <= 100)).toBe(true);
});
test('silence is dots', () => {
  expect(bars([0, 0, 0])).toEqual([2, 2, 2]);
  expect(bars(Array(3000).fill(0.001)).every((bar) => bar === 10)).toBe(true);
});
test('times are read as clocks', () => {
  expect([0, 9.9, 75, 300].map(clockOf)).toEqual(['0:00', '0:09', '1:15', '5:00']);
});
test('what was played is drawn apart from what is left', () => {
  expect(drawn([100, 50], 0, 0)).toBe('');
  expect(drawn([11, 22], 1, 2)).toBe('M4.5 40v20');
});
