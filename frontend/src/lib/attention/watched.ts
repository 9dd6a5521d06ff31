/** Which alerts stand on the front page, where each leads, and who was told when. Pure. */
import type { Day, Plan } from '../api/types';
import { nextMeeting } from '../plan/look';
import { dayFromToday, dayOf, longDay } from '../text';
import { ofFlag, type CitizenAlert } from './attention.svelte';

const LOUD = ['red', 'orange', 'amber', 'info'];
/** Where one reads on or does something; of what is not here all there is to say stands in the text. */
const LEADS: Record<string, (id: string) => string> = {
  meeting: (id) => `/moeder/${id}`,
  message: () => '/beskeder',
  plan_change: () => '/aendringer',
  effort: () => '/plan',
  agreement: () => '/plan',
};
const RULE_LEADS: Record<string, string> = {
  measurement_due: '/hvor-langt',
  gap_in_days: '/hjaelp',
  consent_ends: '/mine-data',
  consent_over: '/mine-data',
  rights_request_due: '/mine-data',
};

/** What nobody but she can decide, and what stops by itself meanwhile. */
const hers = (a: CitizenAlert): number => Number(a.rule === 'consent_ends');

/** What has no card of its own: flags have theirs, and so have the next meeting and, on its day, the call after a plan's end. The most urgent first, then what is hers to decide, then the oldest. */
export function watched(alerts: readonly CitizenAlert[], plan: Plan, now: number): CitizenAlert[] {
  const next = nextMeeting(plan, now)?.id;
  return alerts
    .filter(
      (a) =>
        !ofFlag(a) &&
        !(a.rule === 'meeting_unconfirmed' && a.subject?.id === next) &&
        !(a.rule === 'plan_follow_up' && plan.plan.ended?.follow_up_on === dayOf(now)),
    )
    .sort(
      (a, b) =>
        LOUD.indexOf(a.level) - LOUD.indexOf(b.level) ||
        hers(b) - hers(a) ||
        Date.parse(a.since) - Date.parse(b.since),
    );
}

export const leadsTo = (a: CitizenAlert): string | undefined =>
  RULE_LEADS[a.rule] ?? (a.subject && LEADS[a.subject.kind]?.(a.subject.id));

/** "Maja i går, Tove mandag 9. november": each who was told, once, by when he first was. */
export function toldWhen(
  a: CitizenAlert,
  today: Day,
  call: (person: string, name: string) => string,
): string {
  const near = dayOf(new Date(Date.parse(`${today}T12:00:00Z`) - DAY_MS).toISOString());
  const seen = new Set<string>();
  return a.told
    .filter((one) => one.person && one.name && !seen.has(one.person) && seen.add(one.person))
    .map((one) => {
      const day = dayOf(one.at);
      const when = day >= near ? dayFromToday(day, today) : longDay(day, today);
      return `${call(one.person ?? '', one.name ?? '')} ${when}`;
    })
    .join(', ');
}
const DAY_MS = 86_400_000;
