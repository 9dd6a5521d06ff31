import { getStroke } from 'perfect-freehand';
import { expect, it } from 'vitest';
import { corners } from './stroke';

/** The same numbers each time. */
let seed = 7;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
const walk = (length: number, stride: number): [number, number, number][] => {
  let [x, y] = [300, 300];
  return Array.from({ length }, () => {
    x += Math.round((random() - 0.5) * stride);
    y += Math.round((random() - 0.3) * stride);
    return [x, y, Math.round(random() * 100) / 100];
  });
};

it('is the outline that perfect-freehand makes: dots, dashes, lines, sharp corners, scribble', () => {
  for (let n = 0; n < 120; n++)
    for (const slow of [true, false]) {
      const points = walk(n % 40 || 1, [4, 15, 60, 300][n % 4] ?? 1);
      const size = [4, 8, 16][n % 3] ?? 8;
      const thinning = slow ? 0.3 : 0.6;
      const ours = corners(points, size, thinning, slow);
      const theirs = getStroke(points, {
        size,
        thinning,
        smoothing: 0.5,
        streamline: 0.3,
        simulatePressure: slow,
      });
      expect(ours.length, `${n}`).toBe(theirs.length);
      ours.forEach(([x, y], i) => {
        expect(x).toBeCloseTo(theirs[i]?.[0] ?? NaN, 6);
        expect(y).toBeCloseTo(theirs[i]?.[1] ?? NaN, 6);
      });
    }
});
