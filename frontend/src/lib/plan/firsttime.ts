/**
 * "Skridt for skridt": what one needs to know before help starts, in the order one needs it. Only what stands on the
 * plan; what does not is said to be unknown, never guessed. Pure.
 */
import type { Day, Effort, Id, Meeting, Plan } from '../api/types';
import { addDays, daysBetween, dayOf, timeOf } from '../text/dates';
import { happensOn } from '../text/rrule';

/** So many days before help starts, today reminds of it (requirement A12). */
export const DAYS_BEFORE = 3;
/** How far ahead the first day is looked for; a rule that names none by then has none. */
const LOOK_AHEAD = 366;

export type FirstTimeKey = 'what' | 'when' | 'who' | 'where' | 'way' | 'bring' | 'home';
export interface FirstTime {
  effort: Effort;
  /** The first day from today on that it happens; undefined when nobody said. */
  day?: Day;
  from?: string;
  to?: string;
  /** The meeting that the first day is, if it is one. */
  meeting?: Meeting;
  who: Id[];
  bring: string[];
  way?: string;
  home?: string;
}

/** The first day on which help happens, today or later. */
export function firstDay(effort: Effort, today: Day): Day | undefined {
  const from = effort.start && effort.start > today ? effort.start : today;
  for (let i = 0; i <= LOOK_AHEAD; i++) {
    const day = addDays(from, i);
    if (happensOn(effort, day)) return day;
  }
  // Without a rule the first day is the day it starts, as long as that is not over.
  return !effort.rrule && effort.start && effort.start >= today ? effort.start : undefined;
}

export function firstTimeOf(plan: Plan, effort: Effort, today: Day): FirstTime {
  const day = firstDay(effort, today);
  const meeting = plan.meetings
    .filter((m) => m.effort === effort.id && m.status === 'planned' && dayOf(m.start) >= today && !m.partial)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
    // A meeting is the first time where it comes no later than the first day by the rule.
    .find((m) => !day || dayOf(m.start) <= day);
  const on = meeting ? dayOf(meeting.start) : day;
  const from = meeting ? timeOf(meeting.start) : effort.time?.from;
  const to = meeting ? timeOf(meeting.end) : effort.time?.to;
  const place = meeting?.place ?? effort.place;
  const way = [place?.find_way, place?.note].filter(Boolean).join(' ');
  const home = effort.way_home;
  return {
    effort: meeting?.place ? { ...effort, place: meeting.place } : effort,
    ...(on && { day: on }),
    ...(from && { from }),
    ...(to && { to }),
    ...(meeting && { meeting }),
    who: [...new Set([effort.responsible, effort.place_contact, ...(meeting?.with ?? [])])].filter(
      (id): id is Id => !!id,
    ),
    bring: [...new Set([...(effort.bring ?? []), ...(meeting?.bring ?? [])])],
    ...(way && { way }),
    ...(home && { home }),
  };
}

/** Help that starts within the next days, soonest first: what one can get ready for. */
export const startingSoon = (plan: Plan, today: Day): { effort: Effort; day: Day }[] =>
  plan.efforts
    .filter((e) => !e.partial && (e.status === 'planned' || e.status === 'active'))
    // What has begun is known; only the first time is new.
    .filter((e) => e.start !== undefined && e.start >= today)
    .map((effort) => ({ effort, day: firstDay(effort, today) ?? (effort.start as Day) }))
    .filter(({ day }) => daysBetween(today, day) <= DAYS_BEFORE)
    .sort((a, b) => (a.day < b.day ? -1 : 1));

/** Whether there is a first time to get ready for, or one under way that can be read about. */
export const canPrepare = (effort: Effort): boolean =>
  !effort.partial && ['planned', 'active', 'paused'].includes(effort.status);
