/** Reading a plan as the one who answers for it: what is late, what ends, who can be chosen. Pure. */
import type { Agreement, Day, Effort, Id, Meeting, Person, Plan, PlanChange } from '$lib/api';
import { fullName, inLine } from '$lib/plan';
import { daysBetween } from '$lib/text';

/** An effort that ends within so many days must have an answer to "Hvad så nu?" (requirement D1: 28 days). */
export const END_WARNING_DAYS = 28;

const STAFF = ['consultant', 'professional', 'team_lead'];
const AT_A_PLACE = ['workplace_mentor', 'provider'];

export interface Option {
  value: string;
  label: string;
}
/** A title in the middle of a line; only its first letter, for it may name a place. */
const named = (p: Person): Option => ({
  value: p.id,
  label: p.title ? `${p.name}, ${inLine(p.title)}` : p.name,
});

/** A list for a select: nothing chosen first, and what is chosen now even where it is not among the rest. */
export function choices(
  options: Option[],
  none: string | undefined,
  chosen: string,
  unknown: string,
): Option[] {
  const out = none === undefined ? [...options] : [{ value: '', label: none }, ...options];
  if (chosen && !out.some((o) => o.value === chosen)) out.push({ value: chosen, label: unknown });
  if (none === undefined && !chosen) out.unshift({ value: '', label: '' });
  return out;
}
const people = (plan: Plan, roles: readonly string[], me?: { id: Id; name: string }): Option[] => {
  const found = plan.people
    .filter((p) => roles.includes(p.role))
    .map(named)
    .sort((a, b) => a.label.localeCompare(b.label, 'da'));
  if (!me) return found;
  const self = found.find((o) => o.value === me.id) ?? { value: me.id, label: me.name };
  return [self, ...found.filter((o) => o.value !== me.id)];
};
/** Colleagues on the plan, and whoever sits at the desk. */
export const staffOf = (plan: Plan, me: { id: Id; name: string }): Option[] => people(plan, STAFF, me);
/** Those one can meet: colleagues and the people at the place. */
export const hostsOf = (plan: Plan, me: { id: Id; name: string }): Option[] =>
  people(plan, [...STAFF, ...AT_A_PLACE], me);
/** The citizen's people who may come along now: not those who are asked, paused or gone. */
export const contactsOf = (plan: Plan): Option[] => {
  const active = plan.contacts.filter((c) => c.status === 'active').map((c) => c.id);
  return people(plan, ['contact']).filter((o) => active.includes(o.value));
};
/** Those who can promise something: the citizen first. */
export const promisersOf = (plan: Plan, me: { id: Id; name: string }): Option[] => [
  { value: plan.citizen.id, label: plan.citizen.name },
  ...people(plan, [...STAFF, ...AT_A_PLACE, 'contact'], me).filter((o) => o.value !== plan.citizen.id),
];

/** Whether the citizen waits for the viewer to answer what was said to a change. */
export const waitsForMe = (plan: Plan, change: PlanChange, me: Id | undefined): boolean =>
  (change.citizen_answer === 'talk' || change.citizen_answer === 'disagree') &&
  !change.answer &&
  (plan.viewer.may.includes('reply_plan_change') ||
    (plan.viewer.relation === 'professional' && change.by === me));

const isStaff = (plan: Plan, id: Id): boolean =>
  id !== plan.citizen.id && STAFF.includes(plan.people.find((p) => p.id === id)?.role ?? '');

/** The day a promise falls due next; undefined for one without a day. */
export const dueOf = (a: Agreement): Day | undefined => a.next_due ?? a.due;
export const isLate = (a: Agreement, today: Day): boolean =>
  a.status === 'active' && (dueOf(a) ?? today) < today;

export interface Promises {
  /** Staff's own, the late ones first. */
  ours: Agreement[];
  citizens: Agreement[];
  others: Agreement[];
  closed: Agreement[];
}
export function promises(plan: Plan, today: Day): Promises {
  const order = (a: Agreement, b: Agreement) => {
    const late = Number(isLate(b, today)) - Number(isLate(a, today));
    const [x, y] = [dueOf(a) ?? '9999', dueOf(b) ?? '9999'];
    return late || (x < y ? -1 : x > y ? 1 : 0);
  };
  const open = plan.agreements.filter((a) => a.status === 'active').sort(order);
  return {
    ours: open.filter((a) => isStaff(plan, a.responsible)),
    citizens: open.filter((a) => a.responsible === plan.citizen.id),
    others: open.filter((a) => a.responsible !== plan.citizen.id && !isStaff(plan, a.responsible)),
    closed: plan.agreements.filter((a) => a.status !== 'active'),
  };
}

/** Running and coming efforts first by when they end, the others by when they ended, newest first. */
export function effortsByEnd(plan: Plan): { open: Effort[]; ended: Effort[] } {
  const open = plan.efforts.filter((e) => e.status !== 'completed' && e.status !== 'dropped');
  const order = ['active', 'paused', 'planned'];
  const end = (e: Effort) => e.end ?? '9999';
  return {
    open: open.sort(
      (a, b) => order.indexOf(a.status) - order.indexOf(b.status) || (end(a) < end(b) ? -1 : 1),
    ),
    ended: plan.efforts.filter((e) => !open.includes(e)).sort((a, b) => (end(a) > end(b) ? -1 : 1)),
  };
}
/** Days until a running effort ends; negative when it should have; undefined when it has no end or does not run. */
export const daysLeft = (e: Effort, today: Day): number | undefined =>
  e.end && (e.status === 'active' || e.status === 'paused') ? daysBetween(today, e.end) : undefined;
/** It ends soon (or has) and nobody has decided what comes then. */
export const endsUndecided = (e: Effort, today: Day): boolean => {
  const days = daysLeft(e, today);
  return days !== undefined && days <= END_WARNING_DAYS && !e.next_step?.decided && !e.partial;
};

/** Meetings not over yet, soonest first; and those that are, or were called off, newest first. `now` in ms. */
export function meetingsFrom(plan: Plan, now: number): { ahead: Meeting[]; past: Meeting[] } {
  const byStart = [...plan.meetings].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  const ahead = byStart.filter((m) => m.status === 'planned' && Date.parse(m.end) > now);
  return { ahead, past: byStart.filter((m) => !ahead.includes(m)).reverse() };
}

/** The names of those a meeting is held with, the viewer left out. */
export const withNames = (plan: Plan, meeting: Meeting, me: Id | undefined): string[] =>
  (meeting.with ?? [])
    .filter((id) => id !== me)
    .map((id) => fullName(plan, id))
    .filter(Boolean);

/** Changes the citizen has answered since `before` (change id → answer). */
export const newAnswers = (before: ReadonlyMap<Id, string>, changes: readonly PlanChange[]): PlanChange[] =>
  changes.filter((c) => c.citizen_answer && before.get(c.id) !== c.citizen_answer);
export const answersOf = (changes: readonly PlanChange[]): Map<Id, string> =>
  new Map(changes.map((c) => [c.id, c.citizen_answer ?? '']));
