/**
 * Hours with pay, week by week (requirement F5), as the screens read them. Pure. A week that nobody told of is not there,
 * and is never taken for one without hours. Nothing is compared with anybody, added up or foretold.
 */
import type { Day, Id, Instant } from '../../api/types';
import type { Item } from '../../outbox/rules';
import { addDays, daysBetween } from '../../text';

export interface Told {
  said_by: Id;
  /** Who of the staff wrote it down, where another said it. */
  recorded_by?: Id;
  said_at: Instant;
}
export interface PaidWeek extends Told {
  /** Its Monday in Copenhagen. */
  week: Day;
  minutes: number;
}
/** One time that something was said of a week; without minutes it was taken back. */
export interface PaidSaid extends Told {
  week: Day;
  minutes?: number;
}
/** The number that is offered as the answer of one tap. */
export interface HoursOffer {
  minutes: number;
  /** The effort that ended with them, and the week from which they hold. */
  effort?: Id;
  since?: Day;
}
export interface Hours {
  /** In the order of time. */
  weeks: PaidWeek[];
  goal?: { minutes: number; said_at: Instant };
  offer?: HoursOffer;
  /** The last said first. */
  corrections: PaidSaid[];
  people: { id: Id; name?: string; preferred_name?: string }[];
}
/** What is sent of weeks. */
export interface HoursBody {
  to?: Day;
  minutes?: number;
  not_told?: boolean;
  said_by?: Id;
  said_at: Instant;
}

/** 60 hours, in minutes: the most that a week may hold. */
export const MOST = 3600;
/** How many weeks may be told of at once. */
export const MOST_WEEKS = 53;

const MONDAY = '2000-01-03';
export const weekOf = (day: Day): Day => addDays(MONDAY, Math.floor(daysBetween(MONDAY, day) / 7) * 7);
/** The week that is over on a day. */
export const lastWeek = (today: Day): Day => addDays(weekOf(today), -7);
/** Its number and the year that the number belongs to (ISO 8601: those of its Thursday). */
export function numberOf(week: Day): { number: number; year: number } {
  const thursday = addDays(week, 3);
  const year = thursday.slice(0, 4);
  return { number: 1 + Math.floor(daysBetween(`${year}-01-01`, thursday) / 7), year: Number(year) };
}
/** The Mondays from one to another, both with them. */
export const weeksFrom = (from: Day, to: Day): Day[] =>
  Array.from({ length: Math.max(0, Math.floor(daysBetween(from, to) / 7) + 1) }, (_, i) =>
    addDays(from, 7 * i),
  );

const later = (a: Instant | undefined, b: Instant): boolean => !!a && Date.parse(a) > Date.parse(b);

/** The hours with what waits for the net laid over them: what was said last stands, as on the server. */
export function withWaiting(hours: Hours, items: readonly Item[], plan: Id): Hours {
  const weeks = new Map(hours.weeks.map((w) => [w.week, w]));
  let { goal, offer } = hours;
  for (const item of items) {
    if (item.kind !== 'hours' || item.plan !== plan || item.state !== 'waiting') continue;
    const body = item.body as unknown as HoursBody;
    const [what, from = ''] = item.target.split('/');
    if (what === 'goal') {
      if (later(goal?.said_at, body.said_at)) continue;
      goal = body.minutes === undefined ? undefined : { minutes: body.minutes, said_at: body.said_at };
      continue;
    }
    const by = body.said_by ?? item.user;
    for (const week of weeksFrom(from, body.to ?? from)) {
      if (later(weeks.get(week)?.said_at, body.said_at)) continue;
      if (body.minutes === undefined) weeks.delete(week);
      else
        weeks.set(week, {
          week,
          minutes: body.minutes,
          said_by: by,
          said_at: body.said_at,
          ...(by !== item.user && { recorded_by: item.user }),
        });
    }
  }
  const inOrder = [...weeks.values()].sort((a, b) => (a.week < b.week ? -1 : 1));
  const last = inOrder.at(-1);
  if (last && last.week >= (offer?.since ?? '')) offer = { minutes: last.minutes };
  return {
    weeks: inOrder,
    corrections: hours.corrections,
    people: hours.people,
    ...(goal && { goal }),
    ...(offer && { offer }),
  };
}

/** Weeks one after the other of which the same was told by the same, as one. */
export interface Run extends Told {
  from: Day;
  to: Day;
  minutes: number;
}
export function runsOf(weeks: readonly PaidWeek[]): Run[] {
  const runs: Run[] = [];
  for (const { week, ...w } of weeks) {
    const run = runs.at(-1);
    if (
      run &&
      run.to === addDays(week, -7) &&
      run.minutes === w.minutes &&
      run.said_by === w.said_by &&
      run.recorded_by === w.recorded_by
    )
      run.to = week;
    else runs.push({ from: week, to: week, ...w });
  }
  return runs;
}

/** From the first week told of to the last; small moves are read from it. */
export const movedOf = (weeks: readonly PaidWeek[]): { from: number; to: number } | undefined => {
  const [first] = weeks;
  const last = weeks.at(-1);
  return first && last && first !== last ? { from: first.minutes, to: last.minutes } : undefined;
};

export interface Spot {
  week: Day;
  minutes: number;
  /** 0 is the first week, 1 the last. */
  x: number;
  /** 0 is no hours, 1 the top. */
  y: number;
  /** It is another number than before or after: it has a mark. */
  mark: boolean;
}
export interface Drawn {
  /** Whole hours, in minutes: the goal and every week lie under it. */
  top: number;
  /** One for each run of weeks without a gap: over weeks of which nothing is told goes no line. */
  parts: Spot[][];
}
/** Where the line lies. From none to some: its bottom is 0 hours, and the top no more than it needs. */
export function drawn(weeks: readonly PaidWeek[], goal = 0): Drawn {
  const most = Math.max(60, goal, ...weeks.map((w) => w.minutes));
  const top = Math.ceil(most / 60) * 60;
  const [first] = weeks;
  const span = first ? daysBetween(first.week, weeks.at(-1)!.week) : 0;
  const parts: Spot[][] = [];
  weeks.forEach(({ week, minutes }, i) => {
    const before = weeks[i - 1];
    const after = weeks[i + 1];
    const goesOn = before?.week === addDays(week, -7);
    const same = (w: PaidWeek | undefined) => w?.minutes === minutes;
    const spot: Spot = {
      week,
      minutes,
      x: span ? daysBetween(first!.week, week) / span : 0.5,
      y: minutes / top,
      mark: !(goesOn && same(before) && after?.week === addDays(week, 7) && same(after)),
    };
    if (goesOn) parts.at(-1)!.push(spot);
    else parts.push([spot]);
  });
  return { top, parts };
}

/** The year before it all began, as the run of weeks that is told of at once; undefined where something of it is told. */
export function yearBefore(
  weeks: readonly PaidWeek[],
  began: Day,
  today: Day,
): { from: Day; to: Day } | undefined {
  const start = weekOf(began < today ? began : today);
  const to = addDays(start, -7);
  const from = addDays(start, -7 * 52);
  return weeks.some((w) => w.week >= from && w.week <= to) ? undefined : { from, to };
}

/** The weeks since an effort ended with hours of which nothing is told yet, as one run up to the week that is over; the last year of them. */
export function sinceEnd(hours: Hours, today: Day): { from: Day; to: Day } | undefined {
  const since = hours.offer?.since;
  if (!since) return undefined;
  const to = lastWeek(today);
  const earliest = addDays(to, -7 * (MOST_WEEKS - 1));
  return since <= to ? { from: since > earliest ? since : earliest, to } : undefined;
}

/** As it is typed: "2", "2,5" or "2.5" hours, in minutes; undefined for what is no number of hours of a week. */
export function typedHours(text: string): number | undefined {
  const typed = text.trim().replace(',', '.');
  if (!/^\d{1,2}(\.\d{1,2})?$/.test(typed)) return undefined;
  const minutes = Math.round(Number(typed) * 60);
  return minutes <= MOST ? minutes : undefined;
}
