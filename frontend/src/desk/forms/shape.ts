/** What every kind of form tells the engine that runs it (`form.svelte.ts`). */
import type { Id, Plan } from '$lib/api';
import type { EditKind, Slot } from '../routes';
import type { Fields } from './diff';
import { isDay } from './typed';

/** Where a form stands: who writes, and what a new thing was asked for under: a step's goal, a meeting's effort. */
export interface Place {
  me: Id;
  /** Today in Copenhagen, `YYYY-MM-DD`. */
  today: string;
  under?: Id | undefined;
  /** When a new meeting was asked for. */
  slot?: Slot | undefined;
}

/** A problem in the form, by the server's name of the field. The words for it are the form's own. */
export type Problems = Record<
  string,
  'missing' | 'skipped' | 'order' | 'number' | 'day' | 'clock' | 'link' | 'leaves'
>;

export interface Shape<T extends { id: Id }, F extends object> {
  kind: EditKind;
  find(plan: Plan, id: Id): T | undefined;
  /** The thing as the form's controls hold it; undefined = a new one. */
  read(item: Partial<T> | undefined, place: Place): F;
  /** Every field the form knows, as the server names them; '' / [] / null = nothing. */
  write(form: F, item: Partial<T> | undefined): Fields;
  /** What can be seen to be wrong before it is sent. The server decides. */
  check(form: F): Problems;
  /** Things (`goal/<id>`) this one names, which must be on the server before it. */
  needs(form: F): string[];
  /** What a new thing changes on another one, which is written after it; undefined for nothing. */
  follows?(
    form: F,
    id: Id,
    place: Place,
    plan: Plan,
  ): { kind: EditKind; target: Id; body: Fields } | undefined;
}

/** One's own words without the blanks round them. */
export const trimmed = (text: string): string => text.trim();

/** A number as typed in Danish ("4,5"); undefined when empty, NaN when it is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return plain === '' ? undefined : /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}
export const numberText = (n: number | undefined): string =>
  n === undefined ? '' : String(n).replace('.', ',');
/** For `write`: what is no number is caught by `check` before anything is sent. */
export const numberField = (text: string): number | null => {
  const n = numberOf(text);
  return n === undefined || Number.isNaN(n) ? null : n;
};
const isWrong = (text: string): boolean => Number.isNaN(numberOf(text) ?? 0);

/** Collects problems: `missing` for the empty ones, `number` and `day` for those that are none. */
export function problems(
  missing: Record<string, string>,
  { numbers = {}, days = {} }: { numbers?: Record<string, string>; days?: Record<string, string> } = {},
): Problems {
  const out: Problems = {};
  for (const [field, text] of Object.entries(days)) if (text && !isDay(text)) out[field] = 'day';
  for (const [field, text] of Object.entries(missing)) if (!text.trim()) out[field] = 'missing';
  for (const [field, text] of Object.entries(numbers)) if (isWrong(text)) out[field] = 'number';
  return out;
}
export const need = (kind: EditKind, ...ids: string[]): string[] =>
  ids.filter(Boolean).map((id) => `${kind}/${id}`);
