/** Which messages of a long conversation are on the page: never more than SIZE, wherever one reads. */
import type { Id } from '../api/types';

export const SIZE = 75;
/** How far one look upwards or downwards goes: as much as a slow phone draws before a thumb feels it. */
export const STEP = 25;

/** What is shown: so many, of which this is the last. Without it, or where it is gone, they end at the newest. */
export interface Place {
  readonly last: Id | undefined;
  readonly size: number;
}
/** Where a conversation opens. */
export const NEWEST: Place = { last: undefined, size: 2 * STEP };

/** From and to (not with it) of what is shown. */
export function shown(ids: readonly Id[], { last, size }: Place): [number, number] {
  const at = last === undefined ? -1 : ids.lastIndexOf(last);
  const to = at < 0 ? ids.length : at + 1;
  return [Math.max(0, to - size), to];
}

/** The place after going `by` messages down (or up, below 0): it grows to SIZE, then it lets go of the other end. */
export function moved(ids: readonly Id[], place: Place, by: number): Place {
  let [from, to] = shown(ids, place);
  if (by < 0) {
    from = Math.max(0, from + by);
    to = Math.min(to, from + SIZE);
  } else {
    to = Math.min(ids.length, to + by);
    from = Math.max(from, to - SIZE);
  }
  return { last: to === ids.length ? undefined : ids[to - 1], size: to - from };
}
