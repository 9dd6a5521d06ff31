/**
 * Who else has changed what on the board while it lay open, or a moment before: a quiet mark on the thing, said once to
 * those who listen. What others did is told by what is different now; who and when by the thing's `last`.
 */
import { announce } from '../a11y';
import type { Id, Instant, Plan } from '../api/types';
import { firstName } from '../plan/look';
import { all, isAside, KINDS, nameOf, type Thing } from './things';
import { words } from './words';

export type Deed = 'made' | 'moved' | 'done' | 'aside' | 'changed';
export interface Mark {
  by: Id;
  at: Instant;
  deed: Deed;
}
/** A mark older than this says nothing any more. */
export const MARK_MS = 10 * 60_000;

const PLACES = ['rank', 'area', 'goal'];
const NOISE = ['last', 'may_edit'];

/** What happened to a thing between two looks at it; undefined: nothing. */
export function deedOf(before: Thing | undefined, after: Thing): Deed | undefined {
  if (!before) return 'made';
  const [was, is] = [
    before as unknown as Record<string, unknown>,
    after as unknown as Record<string, unknown>,
  ];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (f) => !NOISE.includes(f) && JSON.stringify(was[f]) !== JSON.stringify(is[f]),
  );
  if (!fields.length) return undefined;
  if (isAside(after) && !isAside(before)) return 'aside';
  if (is.status === 'done' || fields.includes('ticks')) return 'done';
  return fields.every((f) => PLACES.includes(f)) ? 'moved' : 'changed';
}

export class Marks {
  #plan: Id | undefined;
  #known: Map<Id, Thing> | undefined;
  #marks = $state.raw<ReadonlyMap<Id, Mark>>(new Map());

  /** The mark on a thing that is still fresh at `now` (ms). */
  of(id: Id, now: number): Mark | undefined {
    const mark = this.#marks.get(id);
    return mark && now - Date.parse(mark.at) < MARK_MS ? mark : undefined;
  }

  /** Looks at the plan as the server has it now. */
  look(plan: Plan, me: Id | undefined, now: number): void {
    const things = KINDS.flatMap((kind) => all(plan, kind));
    if (this.#plan !== plan.plan.id) this.#known = undefined;
    this.#plan = plan.plan.id;
    const known = this.#known;
    this.#known = new Map(things.map((thing) => [thing.id, thing]));
    const marks = new Map(this.#marks);
    const news: [Thing, Mark][] = [];
    for (const thing of things) {
      const { last } = thing;
      const before = known?.get(thing.id);
      if (thing === before || !last || last.by === me) {
        if (thing !== before) marks.delete(thing.id);
        continue;
      }
      // On the first look there is nothing to compare with: a recent change is only known to be one.
      const deed = known ? deedOf(before, thing) : 'changed';
      if (!deed || now - Date.parse(last.at) >= MARK_MS) continue;
      const mark = { ...last, deed };
      marks.set(thing.id, mark);
      if (known) news.push([thing, mark]);
    }
    this.#marks = marks;
    const [first] = news;
    if (!first) return;
    const who = firstName(plan, first[1].by);
    const t = words();
    announce(news.length === 1 ? t.marked(who, nameOf(first[0])) : t.markedMany(who, news.length));
  }
}
/** The board's own; a new page begins with nothing known. */
export const marks = new Marks();
