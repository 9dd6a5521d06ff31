import { expect, it } from 'vitest';
import { thrice } from './keys';

const played = (...presses: [key: string, at: number][]) => {
  const third = thrice();
  return presses.map(([key, at]) => third(key, at)).at(-1);
};

it('is three times Shift, soon after each other', () => {
  expect(played(['Shift', 0], ['Shift', 400], ['Shift', 900])).toBe(true);
  expect(played(['Shift', 0], ['Shift', 400])).toBe(false);
  expect(played(['Shift', 0], ['Shift', 1500], ['Shift', 2500])).toBe(false);
});
it('is not writing with capitals', () => {
  expect(played(['Shift', 0], ['H', 50], ['Shift', 200], ['e', 300], ['Shift', 400], ['Shift', 500])).toBe(
    false,
  );
});
