/**
 * Offers to hide a CPR number that is being typed, under the field where it stands: whoever reads it need not know it, and
 * it stays in nobody's search, summary or paper. One offer at a time, since people write in one field at a time.
 */
import { mount } from 'svelte';
import { numbersIn, without } from './cpr';
import Offer from './Offer.svelte';

export type Writable = HTMLInputElement | HTMLTextAreaElement;

/** What somebody said to keep, by field: it is not asked about twice. */
const kept = new WeakMap<Writable, Set<string>>();
let box: HTMLElement | undefined;
let at: Writable | undefined;

const ofField = (field: Writable): Set<string> => {
  if (!kept.has(field)) kept.set(field, new Set());
  return kept.get(field)!;
};
const left = (field: Writable): string[] => numbersIn(field.value).filter((n) => !ofField(field).has(n));

/** The field was sent, left by the page, or mended by hand: then there is nothing to ask about. */
function look(): void {
  if (at && !(at.isConnected && left(at).length)) away();
}

function away(): void {
  at = undefined;
  box?.remove();
}

/** Puts the offer under a field that holds a number, or takes it away from one that holds none any more. */
export function offer(field: Writable): void {
  if (!left(field).length) return look();
  if (!box) {
    box = document.createElement('div');
    mount(Offer, { target: box, props: { hide, keep } });
    // What empties a field (sending it) says nothing of it: it begins with a press or a key.
    for (const what of ['input', 'click', 'keyup']) addEventListener(what, () => setTimeout(look));
  }
  if (at !== field || !box.isConnected) field.after(box);
  at = field;
}

function hide(): void {
  const field = at;
  if (!field) return;
  field.value = without(field.value, ofField(field));
  away();
  // As if it had been typed: whoever keeps the field's words hears of it.
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

function keep(): void {
  const field = at;
  if (!field) return;
  for (const number of left(field)) ofField(field).add(number);
  away();
  field.focus();
}
