/** Reading a plan: who, where, when, in which order. Pure; no screen, no net. */
import type { Day, Effort, Id, Meeting, Plan, PlanChange, Step } from '../api/types';
import { happensOn } from '../text/rrule';
import { atClock, dayOf, timeOf } from '../text/dates';

export const person = (plan: Plan, id: Id | undefined) => plan.people.find((p) => p.id === id);

/** What the person is called: what they like to be called, else the first name. */
export function firstName(plan: Plan, id: Id | undefined): string {
  if (id === plan.citizen.id) return plan.citizen.preferred_name;
  const found = person(plan, id);
  return found ? (found.preferred_name ?? found.name.split(' ')[0] ?? found.name) : '';
}
export function fullName(plan: Plan, id: Id | undefined): string {
  return id === plan.citizen.id ? plan.citizen.name : (person(plan, id)?.name ?? '');
}
/** A title within a sentence: only its first letter is made small, for names of places keep theirs. */
export const inLine = (title: string): string => title.charAt(0).toLocaleLowerCase('da') + title.slice(1);
export const department = (plan: Plan, id: string | undefined) =>
  plan.departments.find((d) => d.id === id)?.name ?? '';

/** What a meeting is called; one that is seen in part by the department of its effort, '' where that is not seen. */
export function meetingName(plan: Plan, meeting: Meeting, partial: (department: string) => string): string {
  const effort = plan.efforts.find((e) => e.id === meeting.effort);
  return meeting.title ?? partial(department(plan, effort?.department));
}

/** How the citizen gets to a meeting, in the words that were written or as who fetches her when; '' is not known. */
export function rideOf(plan: Plan, meeting: Meeting, fetches: (who: string, at: string) => string): string {
  const { text, who, leaves } = meeting.transport ?? {};
  return text ?? (who && leaves ? fetches(fullName(plan, who), atClock(leaves)) : '');
}

/** "Vibeke", "Vibeke og Mogens", "Vibeke, Mogens og Maja". */
export function namesOf(names: string[], and: string): string {
  const known = names.filter(Boolean);
  const last = known.pop();
  if (last === undefined) return '';
  return known.length ? `${known.join(', ')} ${and} ${last}` : last;
}

const OPEN: readonly Step['status'][] = ['planned', 'active'];
export const isOpen = (step: Step) => OPEN.includes(step.status);

/** Whether a step is ticked for today: a repeating one by today's tick, any other by being done. */
export const tickedToday = (step: Step, today: Day): boolean =>
  step.repeats || step.of ? !!step.ticks?.some((t) => t.on === today) : step.status === 'done';

export const meetingsByTime = (plan: Plan): Meeting[] =>
  [...plan.meetings].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
/** The next planned meeting that is not over, whenever it is. `now` in ms. */
export const nextMeeting = (plan: Plan, now: number): Meeting | undefined =>
  meetingsByTime(plan).find((m) => m.status === 'planned' && Date.parse(m.end) > now);

/** Newest first. */
export const changesNewestFirst = (plan: Plan): PlanChange[] =>
  [...plan.plan_changes].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));

/** What an effort is called on the day: the place one goes to, else its title. */
export const dayName = (effort: Effort): string => effort.place?.name ?? effort.provider ?? effort.title;

export interface TodayPlan {
  efforts: Effort[];
  meetings: Meeting[];
}
/** What happens today in Copenhagen: efforts by their rule minus pauses, and planned meetings; past ones too. */
export function todayOf(plan: Plan, now: number): TodayPlan {
  const today = dayOf(now);
  const meetings = meetingsByTime(plan).filter((m) => m.status === 'planned' && dayOf(m.start) === today);
  const efforts = plan.efforts
    .filter((e) => e.status === 'active' && happensOn(e, today))
    // The week's meeting of an effort is that effort's hour today: once is enough.
    .filter((e) => !meetings.some((m) => m.effort === e.id && e.time && timeOf(m.start) === e.time.from))
    .sort((a, b) => ((a.time?.from ?? '') < (b.time?.from ?? '') ? -1 : 1));
  return { efforts, meetings };
}

/** An adjustment that holds today ("you sit down"), the newest one. */
export const adjustmentOn = (effort: Effort, day: Day) =>
  effort.adjustments?.filter((a) => a.from <= day).at(-1);

/**
 * Steps one could take now, the best offer first: focus goals before others, what is under way before what is planned,
 * the earliest due first. Left out: done ones, ones already ticked today, ones that wait for another step.
 */
export function nextSteps(plan: Plan, today: Day): Step[] {
  const done = new Set(plan.steps.filter((s) => s.status === 'done').map((s) => s.id));
  const goals = plan.goals.filter((g) => g.status === 'active').map((g) => g.id);
  const focus = plan.plan.board.focus_goals ?? [];
  const place = (goal: Id) =>
    focus.includes(goal) ? focus.indexOf(goal) : focus.length + goals.indexOf(goal);
  return plan.steps
    .filter((s) => isOpen(s) && goals.includes(s.goal) && !tickedToday(s, today))
    .filter((s) => !s.after || done.has(s.after))
    .sort((a, b) => {
      if (a.status !== b.status) return a.status === 'active' ? -1 : 1;
      const due = (a.due ?? '9999') < (b.due ?? '9999') ? -1 : (a.due ?? '9999') > (b.due ?? '9999') ? 1 : 0;
      return place(a.goal) - place(b.goal) || due;
    });
}
