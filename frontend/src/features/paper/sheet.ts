/**
 * What stands on the paper. Pure: no screen, no net. The server's PDF follows the same rules (backend/paper); what is
 * chosen here and there should be changed in both.
 */
import type { Agreement, Area, Goal, Id, Meeting, Plan, Step } from '$lib/api';
import { common, names } from '$lib/i18n';
import { firstName, isOpen, meetingName, meetingsByTime, paper, person } from '$lib/plan';
import { dayAndClock, dayMonth, dayOf, shortTime, timeOf } from '$lib/text';
import { words } from './words';

/** One thing in a list: the strong line, the plain one, the small one. */
export interface Entry {
  head?: string;
  text: string;
  small?: string;
}
export interface Note {
  area: Area;
  lane: string;
  paper: string;
  title: string;
  steps: Entry[];
}
export interface Sheet {
  title: string;
  day: string;
  notice: string;
  dream: string;
  goals: Note[];
  others: string;
  mine: Entry[];
  theirs: Entry[];
  meetings: Entry[];
  calls: Entry[];
  notes: string[];
  /** Something was left out on purpose. */
  partly: boolean;
}

const FOCUS = 3;
const joined = (sep: string, ...parts: (string | undefined | false)[]): string =>
  parts.filter(Boolean).join(sep);
const byDate = (a = '9999', b = '9999') => (a < b ? -1 : a > b ? 1 : 0);

/** The plan without what is marked as sensitive and what hangs on it: others read a fridge. */
export function withoutPrivate(plan: Plan): Plan {
  const hidden = new Set<Id | undefined>(plan.goals.filter((g) => g.sensitive).map((g) => g.id));
  for (const e of plan.efforts) if (e.sensitive || e.goals.some((g) => hidden.has(g))) hidden.add(e.id);
  const { dream, ...rest } = plan;
  return {
    ...rest,
    ...(dream && !dream.sensitive && { dream }),
    goals: plan.goals.filter((g) => !g.sensitive),
    steps: plan.steps.filter((s) => !hidden.has(s.goal)),
    efforts: plan.efforts.filter((e) => !hidden.has(e.id)),
    agreements: plan.agreements.filter((a) => !a.sensitive && !hidden.has(a.goal)),
    meetings: plan.meetings.filter((m) => !m.sensitive && !hidden.has(m.effort)),
  };
}

const size = (plan: Plan): number =>
  plan.goals.length + plan.steps.length + plan.efforts.length + plan.agreements.length + plan.meetings.length;

/** Steps one can take, what is under way first; none that waits for another. */
function nextSteps(plan: Plan, goal: Id): Step[] {
  const open = new Set(plan.steps.filter(isOpen).map((s) => s.id));
  return plan.steps
    .filter((s) => s.goal === goal && isOpen(s) && !(s.after && open.has(s.after)))
    .sort((a, b) => (a.status === b.status ? byDate(a.due, b.due) : a.status === 'active' ? -1 : 1));
}

/** Everything that could stand on the paper, before it is known what there is room for. `now` in ms. */
export function sheetOf(plan: Plan, now: number, withPrivate: boolean, mainPhone?: Entry): Sheet {
  const t = words();
  const today = dayOf(now);
  const shown = withPrivate ? plan : withoutPrivate(plan);
  const inYear = (day: string) =>
    dayMonth(day) + (day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`);
  const due = (day?: string) => day && (day < today ? t.late : t.due)(inYear(day));

  const order = shown.plan.board.focus_goals ?? [];
  const place = (g: Goal) => (order.includes(g.id) ? order.indexOf(g.id) : order.length);
  const active = shown.goals.filter((g) => g.status === 'active').sort((a, b) => place(a) - place(b));
  const step = (s: Step): Entry => ({
    text: s.text,
    small: joined(
      ' · ',
      s.repeats && t.repeats[s.repeats],
      !!s.of && t.counted(s.ticks?.length ?? 0, s.of),
      due(s.due),
    ),
  });
  const agreements = shown.agreements
    .filter((a) => a.status === 'active')
    .sort((a, b) => byDate(a.due ?? a.next_due, b.due ?? b.next_due));
  const agreement = (a: Agreement): Entry => ({
    text: a.text,
    small: joined(
      ' · ',
      a.responsible !== shown.citizen.id && firstName(shown, a.responsible),
      a.repeats && t.repeats[a.repeats],
      a.due ? due(a.due) : a.next_due && t.next(inYear(a.next_due)),
    ),
  });
  const coming = meetingsByTime(shown).filter((m) => m.status === 'planned' && Date.parse(m.end) > now);
  const meeting = (m: Meeting): Entry => ({
    head:
      dayAndClock(m.start, today) +
      (dayOf(m.start) === dayOf(m.end) ? `-${shortTime(timeOf(m.end))}` : t.until(dayAndClock(m.end, today))),
    text: joined('. ', meetingName(shown, m, common().partial) || t.meeting, m.mandatory && t.duty),
    small: joined(
      '. ',
      m.place
        ? joined(', ', m.place.name, m.place.address)
        : m.form !== 'in_person' && common().forms[m.form],
      m.transport?.text,
    ),
  });
  const ids = [
    shown.consultant,
    ...shown.efforts.filter((e) => e.status === 'active').map((e) => e.responsible),
    ...coming.flatMap((m) => m.with),
  ];
  const calls = [...new Set(ids)].flatMap((id): Entry[] => {
    const found = id === shown.citizen.id ? undefined : person(shown, id);
    if (!found?.phone) return [];
    return [{ head: found.phone, text: joined(', ', found.name, found.title), small: found.hours ?? '' }];
  });
  return {
    title: shown.plan.title,
    day: t.asOf(`${dayAndClock(shown.as_of, today)}`),
    notice: shown.plan.status === 'draft' ? t.draft(shown.citizen.preferred_name) : '',
    dream: shown.dream?.text ?? '',
    goals: active.slice(0, FOCUS).map((g) => ({
      area: g.area,
      lane: names().areas[g.area],
      paper: paper(g),
      title: g.title,
      steps: nextSteps(shown, g.id).map(step),
    })),
    others: active
      .slice(FOCUS)
      .map((g) => g.title)
      .join(' · '),
    mine: agreements.filter((a) => a.responsible === shown.citizen.id).map(agreement),
    theirs: agreements.filter((a) => a.responsible !== shown.citizen.id).map(agreement),
    meetings: coming.map(meeting),
    calls: mainPhone ? [...calls, mainPhone] : calls,
    notes: shown.viewer.relation === 'citizen' ? [] : [t.otherViewer(shown.citizen.preferred_name)],
    partly: shown !== plan && size(shown) + (shown.dream ? 1 : 0) < size(plan) + (plan.dream ? 1 : 0),
  };
}

/** How much of everything there is room for: things in a list, letters in a text. `pt` is the size of type. */
export interface Room {
  pt: 18 | 16 | 14 | 13 | 12;
  steps: number;
  agreements: number;
  meetings: number;
  calls: number;
  letters: number;
}
/** Tried in this order until one fits on the page. The last one holds on any plan: 12 points is large print's least. */
export const ROOMS: readonly Room[] = [
  { pt: 18, steps: 9, agreements: 9, meetings: 9, calls: 6, letters: 400 },
  { pt: 16, steps: 9, agreements: 9, meetings: 9, calls: 6, letters: 400 },
  { pt: 14, steps: 9, agreements: 9, meetings: 9, calls: 6, letters: 400 },
  { pt: 13, steps: 6, agreements: 6, meetings: 8, calls: 5, letters: 300 },
  { pt: 13, steps: 3, agreements: 3, meetings: 4, calls: 3, letters: 160 },
  { pt: 13, steps: 3, agreements: 3, meetings: 3, calls: 3, letters: 130 },
  { pt: 12, steps: 3, agreements: 3, meetings: 3, calls: 3, letters: 130 },
  { pt: 12, steps: 3, agreements: 2, meetings: 3, calls: 3, letters: 110 },
  { pt: 12, steps: 2, agreements: 2, meetings: 3, calls: 2, letters: 110 },
  { pt: 12, steps: 2, agreements: 2, meetings: 2, calls: 2, letters: 75 },
  { pt: 12, steps: 1, agreements: 1, meetings: 1, calls: 1, letters: 60 },
];

export interface Cut<T> {
  shown: T[];
  more: number;
}
export interface Fitted {
  sheet: Sheet;
  goals: { note: Note; steps: Cut<Entry> }[];
  mine: Cut<Entry>;
  theirs: Cut<Entry>;
  meetings: Cut<Entry>;
  calls: Cut<Entry>;
  /** Lines at the foot: what holds for the whole sheet. */
  foot: string[];
}

/** A sheet with no more on it than the room allows; everything left out is counted or said. */
export function fitted(sheet: Sheet, room: Room): Fitted {
  const t = words();
  let whole = true;
  const text = (all: string, letters = room.letters): string => {
    // By letters as people see them, so that none is cut in two.
    const start = all.slice(0, 20 * letters);
    const each = [...new Intl.Segmenter().segment(start)].map((s) => s.segment);
    if (each.length <= letters && start === all) return all;
    whole = false;
    const cut = each.slice(0, letters).join('');
    const space = cut.lastIndexOf(' ');
    return `${space > 0 ? cut.slice(0, space) : cut} ${t.rest}`;
  };
  const list = (all: Entry[], limit: number): Cut<Entry> => {
    const more = Math.max(0, all.length - limit);
    if (more) whole = false;
    const shown = all.slice(0, limit).map((e) => ({
      ...(e.head && { head: e.head }),
      text: text(e.text),
      ...(e.small && { small: text(e.small) }),
    }));
    return { shown, more };
  };
  const result = {
    sheet: {
      ...sheet,
      title: text(sheet.title, 60),
      notice: text(sheet.notice, 120),
      dream: text(sheet.dream, room.letters * 1.5),
      others: text(sheet.others),
    },
    goals: sheet.goals.map((note) => ({
      note: { ...note, title: text(note.title) },
      steps: list(note.steps, room.steps),
    })),
    mine: list(sheet.mine, room.agreements),
    theirs: list(sheet.theirs, room.agreements),
    meetings: list(sheet.meetings, room.meetings),
    calls: list(sheet.calls, room.calls),
  };
  const foot = [whole ? sheet.partly && t.partly : t.notAll, ...sheet.notes.map((n) => text(n, 160))];
  return { ...result, foot: foot.filter((line) => line !== false) };
}
