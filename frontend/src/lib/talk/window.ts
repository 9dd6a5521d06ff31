/** Which messages of a long conversation are on the page: never more than SIZE, wherever one reads. */
import type { Id } from '../api/types';

export const SIZE = 150;
/** How far one look upwards or downwards goes. */
export const STEP = 50;

/** From and to (not with it) of what is shown. Without `last`, or where that is gone, it ends at the newest. */
export function shown(ids: readonly Id[], last: Id | undefined): [number, number] {
  const at = last === undefined ? -1 : ids.lastIndexOf(last);
  const to = at < 0 ? ids.length : at + 1;
  return [Math.max(0, to - SIZE), to];
}

/** The new last one after going `by` messages down (or up, below 0); undefined is the newest. */
export function moved(ids: readonly Id[], last: Id | undefined, by: number): Id | undefined {
  const to = Math.max(Math.min(SIZE, ids.length), shown(ids, last)[1] + by);
  return to >= ids.length ? undefined : ids[to - 1];
}
