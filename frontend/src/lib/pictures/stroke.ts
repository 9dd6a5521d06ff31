/**
 * The outline of a stroke, thicker where it is pressed or slow. It is what perfect-freehand makes with our settings and
 * round ends, corner for corner (a test holds them together), without all that it can do besides.
 */
type At = [x: number, y: number];
export type Pressed = readonly [x: number, y: number, pressure?: number];

const add = (a: At, b: At, times = 1): At => [a[0] + b[0] * times, a[1] + b[1] * times];
const across = ([x, y]: At, long: number): At => [y * long, -x * long];
const dot = (a: At, b: At) => a[0] * b[0] + a[1] * b[1];
const apart = (a: At, b: At) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const between = (a: At, b: At, t: number): At => add(a, add(b, a, -1), t);

/** A little more than half a turn, so that no corner falls on another. */
const HALF = Math.PI + 1e-4;
/** Corners of an arc that starts `out` from its middle. */
function arc(middle: At, out: At, turn: number, corners: number, first = 1 / corners): At[] {
  const all: At[] = [];
  for (let t = first; t <= 1; t += 1 / corners) {
    const [sin, cos] = [Math.sin(turn * t), Math.cos(turn * t)];
    all.push(add(middle, [out[0] * cos - out[1] * sin, out[0] * sin + out[1] * cos]));
  }
  return all;
}

interface Place {
  at: At;
  pressure: number;
  /** Back to the place before, one long. */
  back: At;
  /** From the place before, and from the beginning. */
  far: number;
  run: number;
}

/** The hand's way, evened out. */
function places(points: readonly Pressed[], size: number): Place[] {
  const [[x, y, pressure = 0.25]] = points as [Pressed];
  let last: Place = { at: [x, y], pressure, back: [1, 1], far: 0, run: 0 };
  const all = [last];
  let way = points.slice(1);
  if (!way.length) way = [[x + 1, y + 1, pressure]];
  if (points.length === 2) {
    const [[toX, toY]] = way as [Pressed];
    way = [1, 2, 3, 4].map((n) => between([x, y], [toX, toY], n / 4));
  }
  let run = 0;
  let begun = false;
  way.forEach(([x, y, pressure = 0.5], i) => {
    const at = between(last.at, [x, y], 0.745);
    const far = apart(last.at, at);
    if (!far) return;
    run += far;
    if (i < way.length - 1 && !begun) {
      if (run < size) return;
      begun = true;
    }
    const back = add([0, 0], add(last.at, at, -1), 1 / far);
    all.push((last = { at, pressure, back, far, run }));
  });
  all[0]!.back = all[1]?.back ?? [0, 0];
  return all;
}

/** @param slow the pressure is not known: a slow hand presses. */
export function corners(points: readonly Pressed[], size: number, thinning: number, slow: boolean): At[] {
  if (!points.length) return [];
  const all = places(points, size);
  const begin = all[0]!;
  const end = all.at(-1)!;
  const pressed = (before: number, { pressure, far }: Place) => {
    if (!slow) return pressure;
    const speed = Math.min(1, far / size);
    return Math.min(1, before + (1 - speed - before) * speed * 0.275);
  };
  const radius = (pressure: number) => Math.max(0.01, size * (0.5 - thinning * (0.5 - pressure)));
  const left: At[] = [];
  const right: At[] = [];
  let before = all.slice(0, 10).reduce((sum, p) => (sum + pressed(sum, p)) / 2, begin.pressure);
  let thick = radius(end.pressure);
  let first: number | undefined;
  let was = begin.back;
  let wasLeft = begin.at;
  let wasRight = begin.at;
  let turned = false;
  all.forEach((place, i) => {
    const { at, back, run } = place;
    if (place !== end && end.run - run < 3) return;
    const pressure = pressed(before, place);
    thick = radius(pressure);
    first ??= thick;
    const next = all[i + 1]?.back ?? back;
    const straight = place === end ? 1 : dot(back, next);
    if ((dot(back, was) < 0 && !turned) || straight < 0) {
      // A sharp corner is round.
      const out = across(was, thick);
      left.push(...arc(at, add([0, 0], out, -1), HALF, 13, 0));
      right.push(...arc(at, out, -HALF, 13, 0));
      wasLeft = left.at(-1)!;
      wasRight = right.at(-1)!;
      turned ||= straight < 0;
      return;
    }
    turned = false;
    const out = across(between(next, back, straight), thick);
    const now = [add(at, out, -1), add(at, out)] as const;
    const near = size / 2;
    if (place === end || i < 2 || apart(wasLeft, now[0]) > near) left.push((wasLeft = now[0]));
    if (place === end || i < 2 || apart(wasRight, now[1]) > near) right.push((wasRight = now[1]));
    before = pressure;
    was = back;
  });
  if (all.length === 1)
    return arc(begin.at, across([Math.SQRT1_2, Math.SQRT1_2], first ?? thick), 2 * HALF, 13);
  return [
    ...left,
    ...arc(end.at, across(end.back, -thick), 3 * HALF, 29),
    ...right.reverse(),
    ...arc(begin.at, add(right.at(-1)!, begin.at, -1), HALF, 13),
  ];
}
