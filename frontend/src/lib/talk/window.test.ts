import { expect, test } from 'vitest';
import { moved, shown, SIZE, STEP } from './window';

const ids = Array.from({ length: 20_000 }, (_, i) => String(i));

test('a short conversation is shown whole', () => {
  expect(shown(ids.slice(0, 7), undefined)).toEqual([0, 7]);
  expect(moved(ids.slice(0, 7), undefined, -STEP)).toBeUndefined();
  expect(shown([], undefined)).toEqual([0, 0]);
});

test('never more than so many are on the page, all the way up and down again', () => {
  let last: string | undefined;
  const seen = new Set<number>();
  for (let i = 0; i < 1000; i++) {
    const [from, to] = shown(ids, last);
    expect(to - from).toBe(SIZE);
    for (let n = from; n < to; n++) seen.add(n);
    if (from === 0) break;
    last = moved(ids, last, -STEP);
  }
  expect(seen.size).toBe(ids.length);
  while (last !== undefined) last = moved(ids, last, STEP);
  expect(shown(ids, last)).toEqual([ids.length - SIZE, ids.length]);
});

test('what comes meanwhile does not move what one reads', () => {
  const last = moved(ids, undefined, -STEP);
  const before = shown(ids, last);
  expect(shown([...ids, 'new'], last)).toEqual(before);
  // Older ones that are fetched stand before it.
  expect(shown(['older', ...ids], last)).toEqual([before[0] + 1, before[1] + 1]);
});
