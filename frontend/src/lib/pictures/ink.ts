/** Drawings: strokes as they were drawn, and the outlines that show them. */
import { corners as cornersOf } from './stroke';

export const PENS = ['black', 'blue', 'red', 'green'] as const;
export type Pen = (typeof PENS)[number];
/** x, y in the drawing's units, and the pressure in hundredths. */
export type Point = [number, number, number];
export interface Stroke {
  colour: Pen;
  size: number;
  points: Point[];
}
export interface Drawing {
  width: number;
  height: number;
  strokes: Stroke[];
}
/** The paper: nearly square, so that it fits beside its tools on a small phone. */
export const PAPER = { width: 800, height: 720 };
/** The server takes no more. */
export const MAX_STROKES = 1000;
export const MAX_POINTS = 15_000;
/** Units between two points that are kept: less is the hand's own trembling. */
const NEAR = 3;

const between = (n: number, max: number) => Math.round(Math.min(Math.max(n, 0), max));

/** A point where the pointer is; the pressure of what has none counts as half. */
export function pointAt(
  event: Pick<PointerEvent, 'clientX' | 'clientY' | 'pressure' | 'pointerType'>,
  box: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  paper: { width: number; height: number },
): Point {
  return [
    between(((event.clientX - box.left) / box.width) * paper.width, paper.width),
    between(((event.clientY - box.top) / box.height) * paper.height, paper.height),
    event.pointerType === 'pen' ? between(event.pressure * 100, 100) : 50,
  ];
}

/** The stroke with one more point, or the same one when it would add nothing. */
export function reach(stroke: Stroke, point: Point): Stroke {
  const last = stroke.points.at(-1);
  if (last && Math.hypot(last[0] - point[0], last[1] - point[1]) < NEAR) return stroke;
  return { ...stroke, points: [...stroke.points, point] };
}

export const pointsOf = (strokes: readonly Stroke[]): number =>
  strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);

/** The outline of a stroke as an SVG path, through the middles of its corners so that it is round. */
export function outline(stroke: Stroke): string {
  const pressed = stroke.points.some((p) => p[2] !== 50);
  const corners = cornersOf(
    stroke.points.map(([x, y, p]) => [x, y, p / 100]),
    stroke.size,
    pressed ? 0.6 : 0.3,
    !pressed,
  );
  const [first] = corners;
  if (!first) return '';
  const n = (v: number) => v.toFixed(1);
  const path = corners.map(([x, y], i) => {
    const [nx, ny] = corners[(i + 1) % corners.length] ?? first;
    return `${n(x)} ${n(y)} ${n((x + nx) / 2)} ${n((y + ny) / 2)}`;
  });
  return `M${n(first[0])} ${n(first[1])}Q${path.join(' ')}Z`;
}

export const written = (drawing: Drawing): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(drawing));

/** A drawing from its bytes; undefined when they are none. */
export function read(bytes: Uint8Array): Drawing | undefined {
  try {
    const drawing = JSON.parse(new TextDecoder().decode(bytes)) as Drawing;
    return drawing.width > 0 && drawing.height > 0 && Array.isArray(drawing.strokes) ? drawing : undefined;
  } catch {
    return undefined;
  }
}
