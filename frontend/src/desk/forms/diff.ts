/**
 * What a form sends: the fields that were changed in it, and no others. Pure.
 *
 * A field left out of a PUT stays as it is. Sending the rest too would look the same to a merge against the revision
 * the form was opened at, but after a settled conflict the base is today's revision: there an untouched old value would
 * quietly undo what a colleague wrote meanwhile.
 */
export type Fields = Record<string, unknown>;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Objects by their content, whatever the order of their keys; every kind of "nothing" is the same nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Fields, b as Fields];
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false;
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every((key) => same(x[key], y[key]));
}

/** The fields of `after` that say something else than `before`. */
export function changedFields(before: Fields, after: Fields): Fields {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !same(before[name], value)));
}

/** A thing with fields laid over it; an empty one clears, as on the server. */
export function patched<T extends object>(thing: T, fields: Fields): T {
  const out = { ...thing } as Fields;
  for (const [name, value] of Object.entries(fields)) {
    if (isEmpty(value)) delete out[name];
    else out[name] = value;
  }
  return out as T;
}

export interface Clash {
  field: string;
  yours?: unknown;
  theirs?: unknown;
}

/** Where my change and what is there now part, seen from what I started from. */
export function clashes(base: Fields, now: Fields, mine: Fields): Clash[] {
  return Object.entries(mine)
    .filter(([name, value]) => !same(base[name], now[name]) && !same(value, now[name]))
    .map(([field, yours]) => ({ field, yours, theirs: now[field] }));
}

/** An object without its empty parts; null when nothing is left, which clears it. */
export function whole(parts: Fields): Fields | null {
  const kept = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => !isEmpty(value) && value !== false),
  );
  return Object.keys(kept).length ? kept : null;
}
