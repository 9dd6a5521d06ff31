import { expect, it } from 'vitest';
import { newestFirst } from './rest';

it('puts the newest first and leaves the plan as it was', () => {
  const things = [{ at: '2026-11-01T00:00:00Z' }, { at: '2026-11-02T00:00:00+01:00' }];
  expect(newestFirst(things)).toEqual([things[1], things[0]]);
});
