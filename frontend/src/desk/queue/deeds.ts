/** Which way leads from an alert to what ends it: the very place, or a button that does it here. Pure. */
import type { Alert, AlertEnd, QueuedAlert } from '$lib/api/staff-attention';
import type { Id } from '$lib/api';
import {
  assessmentPath,
  editPath,
  endedPath,
  endPath,
  flagPath,
  handoversPath,
  MEASURING,
  newPath,
  planPagePath,
} from '../routes';
import type { Wait } from './order';

export type Deed =
  | { do: 'go'; href: string; text: string }
  /** Ring, write, or say that one has: what counts as contact between people. */
  | { do: 'contact'; text: string }
  | { do: 'no-answer'; message: Id }
  | { do: 'settle'; text: string };

/** A button's words do not end as a sentence does. */
const label = (text: string): string => text.replace(/\.$/, '');

function deed(plan: Id, alert: Alert, end: AlertEnd): Deed[] {
  const { subject } = alert;
  const text = label(end.text);
  const to = (href: string): Deed[] => [{ do: 'go', href, text }];
  switch (end.code) {
    case 'answer_message':
      return [
        ...to(planPagePath(plan, 'messages')),
        ...(subject?.kind === 'message' ? [{ do: 'no-answer', message: subject.id } as const] : []),
      ];
    case 'contact_citizen':
    case 'reach_out':
    case 'follow_up':
    case 'call_about_meeting':
      return [{ do: 'contact', text }];
    case 'settle':
      return [{ do: 'settle', text }];
    case 'book_end_meeting':
      return subject ? to(newPath(plan, 'meeting', subject.id)) : [];
    case 'close_effort':
      return subject ? to(endPath(plan, subject.id)) : [];
    case 'plan_something':
      return to(newPath(plan, 'meeting'));
    case 'book_measurement':
      return to(newPath(plan, 'meeting', MEASURING));
    case 'add_job_oriented_effort':
      return to(newPath(plan, 'effort'));
    case 'reply_to_change':
      return to(planPagePath(plan, 'changes'));
    case 'write_note':
    case 'hold_conference':
      return subject ? to(assessmentPath(plan, subject.id)) : [];
    case 'answer_rights_request':
    case 'talk_about_consent':
      return to(planPagePath(plan));
    case 'assign_consultant':
      return to(handoversPath);
    case 'hold_plan':
      return to(endedPath);
  }
  if (subject?.kind === 'flag') return to(flagPath(plan, subject.id));
  if (subject?.kind === 'effort' || subject?.kind === 'agreement' || subject?.kind === 'meeting')
    return to(editPath(plan, subject.kind, subject.id));
  return subject ? to(planPagePath(plan)) : [];
}

/** What somebody can do about an alert, the usual thing first; two ways to one place are one. */
export function deedsOf(alert: QueuedAlert): Deed[] {
  const out: Deed[] = [];
  for (const found of alert.ends.flatMap((end) => deed(alert.plan, alert, end)))
    if (
      !out.some((d) =>
        d.do === 'go' && found.do === 'go' ? d.href === found.href : d.do === found.do && d.do !== 'go',
      )
    )
      out.push(found);
  return out;
}

/** Where a citizen's question is answered. */
export const answerPath = (plan: Id, wait: Wait): string =>
  planPagePath(plan, wait.what === 'message' ? 'messages' : 'plan');
