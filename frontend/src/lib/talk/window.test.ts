import { expect, test } from 'vitest';
import { moved, NEWEST, shown, SIZE, STEP, type Place } from './window';

const ids = Array.from({ length: 2_000 }, (_, i) => String(i));

test('a short conversation is shown whole', () => {
  const few = ids.slice(0, 7);
  expect(shown(few, NEWEST)).toEqual([0, 7]);
  expect(shown(few, moved(few, NEWEST, -STEP))).toEqual([0, 7]);
  expect(shown([], NEWEST)).toEqual([0, 0]);
});

test('it opens with few, and grows upwards before it lets go of the newest', () => {
  const end = ids.length;
  expect(shown(ids, NEWEST)).toEqual([end - NEWEST.size, end]);
  let place = moved(ids, NEWEST, -STEP);
  expect(shown(ids, place)).toEqual([end - NEWEST.size - STEP, end]);
  while (place.size < SIZE) place = moved(ids, place, -STEP);
  expect(shown(ids, place)).toEqual([end - SIZE, end]);
  expect(shown(ids, moved(ids, place, -STEP))).toEqual([end - SIZE - STEP, end - STEP]);
});

test('never more than so many are on the page, all the way up and down again', () => {
  let place: Place = NEWEST;
  const seen = new Set<number>();
  while (!seen.has(0)) {
    const [from, to] = shown(ids, place);
    expect(to - from).toBeLessThanOrEqual(SIZE);
    for (let n = from; n < to; n++) seen.add(n);
    place = moved(ids, place, -STEP);
  }
  expect(seen.size).toBe(ids.length);
  while (place.last !== undefined) {
    const [, before] = shown(ids, place);
    place = moved(ids, place, STEP);
    expect(shown(ids, place)[1]).toBe(Math.min(ids.length, before + STEP));
    expect(place.size).toBe(SIZE);
  }
});

test('what comes meanwhile does not move what one reads', () => {
  let place: Place = NEWEST;
  for (let n = 0; n < SIZE; n += STEP) place = moved(ids, place, -STEP);
  const before = shown(ids, place);
  expect(shown([...ids, 'new'], place)).toEqual(before);
  // Older ones that are fetched stand before it.
  expect(shown(['older', ...ids], place)).toEqual([before[0] + 1, before[1] + 1]);
});

test('older ones that are fetched do not all come onto the page at once', () => {
  const known = ids.slice(-STEP);
  const place = moved(known, { last: undefined, size: SIZE }, 0);
  expect(shown(ids.slice(-2 * STEP), place)).toEqual([STEP, 2 * STEP]);
});
