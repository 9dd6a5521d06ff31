/** Which thing's sheet is open: one at a time on a page. */
import type { Id } from '../api/types';
import type { Kind } from './things';

export interface At {
  kind: Kind;
  /** Left out: something new. */
  id?: Id;
  /** What the new thing has from where it was asked for: a step's goal. */
  preset?: Record<string, string>;
  /** Where the keyboard stood. */
  from: string;
}
let at = $state.raw<At>();

export const sheet = {
  get at(): At | undefined {
    return at;
  },
  of(kind: Kind, id: Id): void {
    at = { kind, id, from: gripId(id) };
  },
  /** `from` is the id of the button it was asked with. */
  add(kind: Kind, from: string, preset: Record<string, string> = {}): void {
    at = { kind, preset, from };
  },
  close(): void {
    at = undefined;
  },
};
/** The id of the button that opens a thing's sheet, and by which it is dragged. */
export const gripId = (id: Id): string => `grip-${id}`;
