/** What is asked about each kind of thing, and what is sent of it. Pure. */
import type { Day } from '../api/types';
import type { Fields, Kind, Thing } from './things';

export type Form = Record<string, string>;
interface Asked {
  name: string;
  as?: 'long' | 'area' | 'repeats' | 'number' | 'day';
  max?: number;
  need?: boolean;
}
const TEXT: Asked = { name: 'text', as: 'long', max: 1000, need: true };
const ASKED: Record<Kind, Asked[]> = {
  goal: [
    { name: 'title', max: 120, need: true },
    { name: 'in_own_words', as: 'long', max: 1000 },
    { name: 'area', as: 'area', need: true },
  ],
  step: [
    { ...TEXT, max: 200 },
    { name: 'repeats', as: 'repeats' },
    { name: 'of', as: 'number', max: 3 },
  ],
  strength: [TEXT],
  challenge: [TEXT, { ...TEXT, name: 'what_helps' }],
  agreement: [TEXT, { name: 'due', as: 'day' }],
};

/** A goal that stands on the board is moved by its sheet's own button, not in its form. */
export const fieldsOf = (kind: Kind, stands: boolean): Asked[] =>
  ASKED[kind].filter((f) => !stands || f.as !== 'area');

/** The thing as the form's controls hold it; a new one with what it was asked for with. */
export function fill(kind: Kind, thing: Thing | undefined, preset: Form = {}): Form {
  const has = (thing ?? { area: 'everyday', ...preset }) as unknown as Fields;
  return Object.fromEntries(ASKED[kind].map(({ name }) => [name, String(has[name] ?? '')]));
}

export function problemsOf(kind: Kind, form: Form): Record<string, 'missing' | 'number'> {
  const out: Record<string, 'missing' | 'number'> = {};
  for (const { name, need, as } of ASKED[kind]) {
    const text = (form[name] ?? '').trim();
    if (need && !text) out[name] = 'missing';
    if (as === 'number' && text && !(/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 100))
      out[name] = 'number';
  }
  return out;
}

/**
 * The fields of a form that say something else than the thing it was opened on; `null` clears one. An untouched field
 * is never sent: it would undo what another wrote meanwhile.
 */
export function written(kind: Kind, form: Form, was?: Thing): Fields {
  const before = was && fill(kind, was);
  const out: Fields = {};
  for (const { name, as } of ASKED[kind]) {
    const text = (form[name] ?? '').trim();
    if (before ? text === before[name]?.trim() : !text) continue;
    out[name] = !text ? null : as === 'number' ? Number(text) : (text satisfies Day | string);
  }
  return out;
}
