/**
 * Places in a list as fractional ranks: text of digits and letters, compared byte by byte, so that moving one thing
 * changes one field of one thing. Pure.
 */

/** In the order of their bytes, which is how the server and the screens compare. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The server takes 64; from here on the whole list is given short ranks again. */
const LONGEST = 40;

const digit = (rank: string, at: number): number => Math.max(0, DIGITS.indexOf(rank[at] ?? '0'));
const usable = (rank: string | undefined): rank is string => !!rank && /^[0-9A-Za-z]+$/.test(rank);

/**
 * A rank between two others; `''` and `undefined` stand for the beginning and the end. The last digit is a random one,
 * so that two people who put something in the same place get two ranks. `after` must come before `before`.
 */
export function between(
  after: string | undefined,
  before: string | undefined,
  random: () => number = Math.random,
): string {
  const low = after ?? '';
  let out = '';
  let free = before === undefined;
  for (let at = 0; ; at++) {
    const a = digit(low, at);
    const b = free ? DIGITS.length : digit(before ?? '', at);
    if (b - a > 1) {
      const room = b - a - 1;
      return out + DIGITS[a + 1 + Math.floor(random() * room * 0.999)];
    }
    // No room at this digit: what follows `after` here is below `before` whatever comes next.
    out += DIGITS[a];
    if (a < b) free = true;
  }
}

/** `n` ranks in order with much room round each. */
export function spread(n: number): string[] {
  const room = DIGITS.length ** 2;
  return Array.from({ length: n }, (_, i) => {
    const v = Math.round(((i + 1) * room) / (n + 1));
    // Never the lowest digit last: something must always fit before it.
    const low = Math.max(1, v % DIGITS.length);
    return (DIGITS[Math.floor(v / DIGITS.length)] ?? '') + DIGITS[low];
  });
}

interface Placed {
  id: string;
  rank?: string;
}
export interface NewRank {
  id: string;
  rank: string;
}

/**
 * The ranks to write so that `id` stands at `index` among `others` (a list in its order, without `id`). One, as a rule;
 * where the neighbours leave no place between them (two of the same rank, or one that has none) the whole list's.
 */
export function placed(others: readonly Placed[], id: string, index: number): NewRank[] {
  const at = Math.max(0, Math.min(index, others.length));
  const low = others[at - 1];
  const high = others[at];
  const fits =
    (!low || usable(low.rank)) &&
    (!high || usable(high.rank)) &&
    (!low || !high || (low.rank ?? '') < (high.rank ?? '')) &&
    // Nothing sorts before a rank of lowest digits only.
    !(high && /^0*$/.test(high.rank ?? ''));
  if (fits) {
    const rank = between(low?.rank, high?.rank);
    if (rank.length <= LONGEST) return [{ id, rank }];
  }
  const ids = [...others.slice(0, at).map((o) => o.id), id, ...others.slice(at).map((o) => o.id)];
  return spread(ids.length).map((rank, i) => ({ id: ids[i] ?? id, rank }));
}
