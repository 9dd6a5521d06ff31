import { describe, expect, it } from 'vitest';
import { changedFields, clashes, patched, same, whole } from './diff';

describe('same', () => {
  it('takes every nothing for the same nothing', () => {
    for (const a of [undefined, null, '', []])
      for (const b of [undefined, null, '', []]) expect(same(a, b)).toBe(true);
    expect(same('', 0)).toBe(false);
    expect(same(false, '')).toBe(false);
  });
  it('compares by content, whatever the order of the keys', () => {
    expect(same({ from: '09:00', to: '12:00' }, { to: '12:00', from: '09:00' })).toBe(true);
    expect(same({ name: 'A', note: '' }, { name: 'A' })).toBe(true);
    expect(same({ name: 'A' }, { name: 'B' })).toBe(false);
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(same(['a'], ['a', ''])).toBe(false);
    expect(same(['a'], { 0: 'a' })).toBe(false);
  });
});

describe('what is sent', () => {
  it('is only what was changed; clearing counts', () => {
    expect(
      changedFields({ title: 'A', plain: 'x', goals: ['1'] }, { title: 'A', plain: '', goals: ['1', '2'] }),
    ).toEqual({
      plain: '',
      goals: ['1', '2'],
    });
  });
  it('of a new thing is what was filled in', () => {
    expect(changedFields({}, { title: 'A', plain: '', goals: [], place: null, mandatory: false })).toEqual({
      title: 'A',
      mandatory: false,
    });
  });
  it('clears an object with null and keeps the parts that say something', () => {
    expect(whole({ name: '', address: undefined, step_free: false })).toBeNull();
    expect(whole({ name: 'Kæden', address: '' })).toEqual({ name: 'Kæden' });
  });
});

describe('two people', () => {
  const base = { title: 'A', plain: 'x', end: '2027-01-22' };
  it('part only where both changed the same field differently', () => {
    const now = { title: 'B', plain: 'y', end: '2027-01-22' };
    expect(clashes(base, now, { title: 'C', end: '2027-02-01' })).toEqual([
      { field: 'title', yours: 'C', theirs: 'B' },
    ]);
    expect(clashes(base, now, { title: 'B' })).toEqual([]);
  });
  it('lays fields over a thing as the server does', () => {
    expect(patched({ id: '1', ...base }, { plain: '', title: 'C' })).toEqual({
      id: '1',
      title: 'C',
      end: '2027-01-22',
    });
  });
});
