/** Who speaks with the citizen after the end of a plan, and how that stands. Pure. */
import type { Day, Id, Plan } from '../api/types';
import { person } from '../plan/look';
import { dayOf } from '../text';

export interface AfterCall {
  /** Who calls: whoever was named, or the consultant she has now. */
  who: Id;
  /** The day that was promised. */
  day: Day;
  /** `past`: the day is over, and the plan tells of no talk. A call may lie elsewhere, so that is not "has not called". */
  stands: 'ahead' | 'today' | 'past' | 'talked';
  /** Who talked with her, and on which day. */
  by?: Id;
  on?: Day;
}

/** Undefined where nobody was to call, or the viewer is not told of it. */
export function callAfter(plan: Plan, today: Day): AfterCall | undefined {
  const { follow_up_by: named, follow_up_on: day } = plan.plan.ended ?? {};
  if (!named || !day) return undefined;
  // As the queue has it: a colleague stays the one, a consultant's citizens go on to the next.
  const who = person(plan, named)?.role === 'professional' ? named : plan.consultant || named;
  const talks = [
    ...(plan.contact_attempts ?? [])
      .filter((a) => a.reached && (a.how === 'phone' || a.how === 'visit'))
      .map(({ at, by }) => ({ at, by })),
    ...plan.meetings
      .filter((m) => m.status === 'held' && m.with[0])
      .map((m) => ({ at: m.end, by: m.with.includes(who) ? who : (m.with[0] ?? who) })),
  ]
    .filter(({ at }) => dayOf(at) >= day)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = talks[0];
  if (first) return { who, day, stands: 'talked', by: first.by, on: dayOf(first.at) };
  return { who, day, stands: day > today ? 'ahead' : day === today ? 'today' : 'past' };
}
