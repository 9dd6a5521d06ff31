/** What happened since a moment, as lines for the front page. Pure. */
import type { Plan, PlanChange } from '$lib/api';
import type { Reminder } from '$lib/api/reminders';
import { changesNewestFirst } from '$lib/plan/look';

export interface News {
  /** Changes by others that the citizen has answered already, or that ask for no answer here. */
  changes: PlanChange[];
  /** Answers of staff to what the citizen said about a change. */
  replies: PlanChange[];
}

export function newsSince(plan: Plan, since: number): News {
  if (!since) return { changes: [], replies: [] };
  const all = changesNewestFirst(plan);
  const after = (at: string | undefined) => at !== undefined && Date.parse(at) > since;
  return {
    changes: all.filter((c) => after(c.at) && c.by !== plan.citizen.id && c.citizen_answer),
    replies: all.filter((c) => after(c.answer?.at)),
  };
}

export interface Untold {
  /** Reminders of meetings that were sent while nobody looked. */
  reminded: number;
  /** Those that reached nobody. */
  missed: number;
  /** Answers of staff about a meeting or some help, each with the page where it stands. */
  answers: { id: string; text: string; href: string }[];
}
const REMINDS = /^meeting_(tomorrow|soon|ahead)$/;
const MISSED: readonly Reminder['state'][] = ['muted', 'failed', 'missed'];
const SENT: readonly Reminder['state'][] = ['sent', 'delivered'];

/**
 * What was told since a moment and never opened. Messages and changes of the plan have their own place on the front
 * page, so they are not told twice.
 */
export function untold(reminders: readonly Reminder[], since: number): Untold {
  const out: Untold = { reminded: 0, missed: 0, answers: [] };
  if (!since) return out;
  for (const r of reminders) {
    if (r.opened_at !== undefined || Date.parse(r.sent_at ?? r.due_at) <= since) continue;
    if (REMINDS.test(r.kind)) {
      if (MISSED.includes(r.state)) out.missed++;
      else if (SENT.includes(r.state)) out.reminded++;
    } else if (r.kind.endsWith('_answered') && (MISSED.includes(r.state) || SENT.includes(r.state)))
      out.answers.push({ id: r.id, text: r.text, href: r.meeting ? `/moeder/${r.meeting}` : '/hjaelp' });
  }
  return out;
}
