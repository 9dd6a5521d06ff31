/** What keeps a plan from ending: where each thing is settled, by whom, and whether it has been since. Pure. */
import type { Id, Plan } from '$lib/api';
import { isAhead } from '$lib/meetings/look';
import { department, fullName } from '$lib/plan';
import { editPath, endPath, flagPath, meetingPath, planPagePath } from '../routes';

/** As the server names it: `field` is what it is and its id, `meetings/…`. */
export interface Left {
  field: string;
  code: string;
  detail: string;
}
const split = (left: Left): [string, Id] => {
  const [what = '', id = ''] = left.field.split('/');
  return [what, id];
};
/** Staff of another department may be the only ones who can. Messages and flags any of the staff may answer. */
const thing = (plan: Plan, left: Left) => {
  const [what, id] = split(left);
  const lists: Record<string, readonly { id: Id; may_edit?: boolean }[]> = {
    meetings: plan.meetings,
    efforts: plan.efforts,
    agreements: plan.agreements,
  };
  return lists[what] && { found: lists[what].find((t) => t.id === id) };
};

/** What it is called, in what the viewer has of the plan: a refusal holds nobody's words. '' where he sees no more than when it is. */
export function called(plan: Plan, left: Left): string {
  const [what, id] = split(left);
  const names: Record<string, string | undefined> = {
    meetings: plan.meetings.find((m) => m.id === id)?.title,
    efforts: plan.efforts.find((e) => e.id === id)?.title,
    agreements: plan.agreements.find((a) => a.id === id)?.text,
  };
  return names[what] ?? '';
}

/** Where it is settled; undefined where the viewer cannot. */
export function leadsTo(plan: Plan, left: Left): string | undefined {
  const [what, id] = split(left);
  const of = plan.plan.id;
  const its = thing(plan, left);
  if (its && !its.found?.may_edit) return undefined;
  if (what === 'meetings') return meetingPath(of, id);
  if (what === 'efforts') return endPath(of, id);
  if (what === 'agreements') return editPath(of, 'agreement', id);
  if (what === 'flags') return flagPath(of, id);
  return planPagePath(of, 'messages');
}

/** Who can, where the viewer cannot: a name, a department, or '' where neither is told. */
export function whoCan(plan: Plan, left: Left): string {
  const [what, id] = split(left);
  const effort =
    what === 'efforts'
      ? plan.efforts.find((e) => e.id === id)
      : plan.efforts.find((e) => e.id === plan.meetings.find((m) => m.id === id)?.effort);
  const meeting = what === 'meetings' ? plan.meetings.find((m) => m.id === id) : undefined;
  return (
    fullName(plan, effort?.responsible) ||
    fullName(
      plan,
      meeting?.with.find((who) => who !== plan.citizen.id),
    ) ||
    department(plan, effort?.department)
  );
}

/** Whether it is settled by now; `written` says that a message of the citizen's still waits, `now` is in ms. */
export function settled(plan: Plan, left: Left, written: boolean, now: number): boolean {
  const [what, id] = split(left);
  if (what === 'meetings') return !plan.meetings.some((m) => m.id === id && isAhead(m, now));
  if (what === 'efforts')
    return !plan.efforts.some((e) => e.id === id && e.status !== 'completed' && e.status !== 'dropped');
  if (what === 'agreements') return !plan.agreements.some((a) => a.id === id && a.status === 'active');
  if (what === 'flags') return !plan.flags.some((f) => f.id === id && !f.resolved_at);
  return !written;
}
