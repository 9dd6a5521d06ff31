import { beforeEach, expect, it, vi } from 'vitest';
import { clearMarks, setMark } from '../db/marks';

const now = { person: 'peter', today: '2026-11-24' };
vi.mock('./session.svelte', () => ({
  session: {
    get me() {
      return { person: { id: now.person } };
    },
  },
}));
vi.mock('../text/ticking.svelte', () => ({
  clock: {
    get today() {
      return now.today;
    },
  },
}));
const { heavyDay } = await import('./heavy');

beforeEach(() => {
  clearMarks();
  Object.assign(now, { person: 'peter', today: '2026-11-24' });
});

it('holds the day it was said, until it is taken back', () => {
  expect(heavyDay()).toBe(false);
  expect(heavyDay(true)).toBe(true);
  expect(heavyDay()).toBe(true);
  expect(heavyDay(false)).toBe(false);
  expect(heavyDay()).toBe(false);
});
it('is over the next day', () => {
  heavyDay(true);
  now.today = '2026-11-25';
  expect(heavyDay()).toBe(false);
});
it('is nobody else’s', () => {
  heavyDay(true);
  now.person = 'anette';
  expect(heavyDay()).toBe(false);
});
it('goes with the rest when he signs out', () => {
  heavyDay(true);
  clearMarks();
  expect(heavyDay()).toBe(false);
});
it('takes a mark without a day for nothing', () => {
  setMark('heavy', 'yes');
  expect(heavyDay()).toBe(false);
});
