/** What can be put on the board, moved and put aside: found, ordered and written in one way whatever it is. */
import { newId } from '../api/client';
import type { Agreement, Area, Challenge, Goal, Id, Plan, Rev, Step, Strength } from '../api/types';
import { write } from '../outbox';
import { stepsOf } from '../plan/notes';
import type { OpenPlan } from '../sync';
import { placed } from './rank';

export type Kind = 'goal' | 'step' | 'strength' | 'challenge' | 'agreement';
export type Thing = Goal | Step | Strength | Challenge | Agreement;
export type Fields = Record<string, unknown>;

const LIST = {
  goal: 'goals',
  step: 'steps',
  strength: 'strengths',
  challenge: 'challenges',
  agreement: 'agreements',
} as const;
export const KINDS = Object.keys(LIST) as Kind[];

export const all = (plan: Plan, kind: Kind): Thing[] => plan[LIST[kind]];
export const find = (plan: Plan, kind: Kind, id: Id | undefined): Thing | undefined =>
  all(plan, kind).find((thing) => thing.id === id);
export const nameOf = (thing: Thing): string => ('title' in thing ? thing.title : thing.text);
/** Missing says active: strengths and challenges from before they could be put aside. */
export const isAside = (thing: Thing): boolean => thing.status === 'dropped';

export const mayPut = (plan: Plan, kind: Kind, thing?: Thing): boolean =>
  plan.viewer.may.includes(`put_${kind}`) && thing?.may_edit !== false;

const isOwn = (plan: Plan, a: Agreement): boolean => a.responsible === plan.citizen.id;

/** What stands in one list on the screen, in its order: `list` is an area for goals and a goal for steps. */
export function shownIn(plan: Plan, kind: Kind, list: string): Thing[] {
  if (kind === 'step') return stepsOf(plan, list);
  if (kind === 'goal') return plan.goals.filter((g) => g.area === list && !isAside(g));
  // An own promise has its place among the own ones; another's is not for the citizen to order.
  if (kind === 'agreement') return plan.agreements.filter((a) => a.status === 'active' && isOwn(plan, a));
  return all(plan, kind).filter((thing) => !isAside(thing));
}

/** The list in which a thing stands: its lane for a goal, its goal for a step. */
export const listOf = (kind: Kind, thing: Thing): string =>
  kind === 'goal' ? (thing as Goal).area : kind === 'step' ? (thing as Step).goal : '';

/** Where a thing stands, counted from 1, and of how many. */
export function placeOf(plan: Plan, kind: Kind, thing: Thing): { at: number; of: number } {
  const list = shownIn(plan, kind, listOf(kind, thing));
  return { at: list.findIndex((other) => other.id === thing.id) + 1, of: list.length };
}

const serverHas = (open: OpenPlan, kind: Kind, id: Id): boolean =>
  !!open.server && find(open.server, kind, id) !== undefined;

/** Writes some fields of a thing. `base`: the revision a dialog was opened at; else the one on screen. */
export function save(open: OpenPlan, kind: Kind, id: Id, fields: Fields, base = open.rev): Promise<void> {
  const needs: string[] = [];
  if (typeof fields.goal === 'string') needs.push(`goal/${fields.goal}`);
  if (typeof fields.after === 'string') needs.push(`step/${fields.after}`);
  return write({
    plan: open.id,
    kind,
    target: id,
    body: fields,
    needs,
    // No base for what the server does not hold yet: it was made here, and stands behind that write.
    ...(serverHas(open, kind, id) && base !== undefined && { base: base satisfies Rev }),
  });
}

/** Puts a thing at `index` of a list (counted without it), with whatever else changes by that. */
async function put(
  open: OpenPlan,
  plan: Plan,
  kind: Kind,
  id: Id,
  list: string,
  index: number,
  fields: Fields,
): Promise<void> {
  const others = shownIn(plan, kind, list).filter((other) => other.id !== id);
  for (const { id: which, rank } of placed(others, id, index))
    await save(open, kind, which, which === id ? { ...fields, rank } : { rank });
}

/** Moves a thing to a place in a list: in its own, or in another lane or goal. */
export function move(
  open: OpenPlan,
  plan: Plan,
  kind: Kind,
  thing: Thing,
  list: string,
  index: number,
): Promise<void> {
  const field = kind === 'goal' ? 'area' : 'goal';
  const elsewhere = list !== listOf(kind, thing);
  return put(open, plan, kind, thing.id, list, index, elsewhere ? { [field]: list } : {});
}

/** Puts up something new, last in its list or at `index`; resolves to its id. */
export async function add(
  open: OpenPlan,
  plan: Plan,
  kind: Kind,
  fields: Fields,
  index = Infinity,
): Promise<Id> {
  const id = newId();
  const list = String((kind === 'goal' ? (fields.area as Area) : kind === 'step' ? fields.goal : '') ?? '');
  await put(open, plan, kind, id, list, index, {
    ...fields,
    status: 'active',
    ...(kind === 'agreement' && { responsible: plan.citizen.id }),
  });
  return id;
}
