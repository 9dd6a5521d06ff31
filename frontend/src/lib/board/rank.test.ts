import { describe, expect, it } from 'vitest';
import { between, placed, spread } from './rank';

/** A small generator, so that a failure can be run again. */
function dice(seed: number): () => number {
  let s = seed;
  return () => (s = (s * 48271) % 2147483647) / 2147483647;
}

describe('a rank between two others', () => {
  it('lies between them, wherever they are', () => {
    const random = dice(7);
    let ranks = spread(3);
    for (let n = 0; n < 2000; n++) {
      const at = Math.floor(random() * (ranks.length + 1));
      const rank = between(ranks[at - 1], ranks[at], random);
      ranks = [...ranks.slice(0, at), rank, ...ranks.slice(at)];
    }
    expect([...ranks].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(ranks);
    expect(new Set(ranks).size).toBe(ranks.length);
    for (const rank of ranks) expect(rank).toMatch(/^[0-9A-Za-z]{1,64}$/);
  });
  it('leaves room before what is put first again and again', () => {
    let first: string | undefined;
    for (let n = 0; n < 60; n++) {
      const next = between(undefined, first, () => 0);
      expect(first === undefined || next < first).toBe(true);
      expect(next).not.toMatch(/0$/);
      first = next;
    }
  });
  it('takes the ranks of the case files, which end in other letters', () => {
    expect(between('c8', 'cb') > 'c8' && between('c8', 'cb') < 'cb').toBe(true);
    expect(between('c', 'c1') > 'c').toBe(true);
  });
  it('differs when two people do the same', () => {
    const two = new Set(Array.from({ length: 20 }, () => between('c8', 'cz')));
    expect(two.size).toBeGreaterThan(1);
  });
});

describe('putting a thing in its place', () => {
  const list = [
    { id: 'a', rank: 'b' },
    { id: 'b', rank: 'd' },
    { id: 'c', rank: 'f' },
  ];
  const order = (index: number, others = list) => {
    const ranks = new Map(placed(others, 'x', index).map((r) => [r.id, r.rank]));
    return [...others, { id: 'x', rank: '' }]
      .map((o) => ({ id: o.id, rank: ranks.get(o.id) ?? o.rank }))
      .sort((p, q) => (p.rank < q.rank ? -1 : 1))
      .map((o) => o.id)
      .join('');
  };
  it('writes one field of one thing', () => {
    for (const index of [0, 1, 2, 3]) expect(placed(list, 'x', index)).toHaveLength(1);
    expect([0, 1, 2, 3].map((i) => order(i))).toEqual(['xabc', 'axbc', 'abxc', 'abcx']);
    expect(order(99)).toBe('abcx');
    expect(placed([], 'x', 0)).toHaveLength(1);
  });
  it('gives all of them new ranks where two share one, or one has none', () => {
    const same = [
      { id: 'a', rank: 'd' },
      { id: 'b', rank: 'd' },
    ];
    expect(placed(same, 'x', 1)).toHaveLength(3);
    expect(order(1, same)).toBe('axb');
    expect(order(1, [{ id: 'a', rank: '' }, ...list.slice(1)])).toBe('axbc');
    expect(order(0, [{ id: 'a', rank: '0' }])).toBe('xa');
    expect(order(1, [{ id: 'a', rank: '\uffff' }])).toBe('ax');
  });
});
