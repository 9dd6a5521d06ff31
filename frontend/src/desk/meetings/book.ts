/** What the page "Flere møder på én gang" holds, and the booking it sends. Pure. */
import { newId, type Day, type Id, type MeetingFields } from '$lib/api';
import type { Booking, NewMeeting } from '$lib/api/staff-meetings';
import { meetingShape, type MeetingForm } from '../forms/meeting';
import { whole } from '../forms/diff';
import type { Problems } from '../forms/shape';
import { isDay } from '../forms/typed';
import { ASSESSMENT, assessmentTimes, MOST_MEETINGS, seriesDays } from './booking';

export interface BookForm {
  kind: 'series' | 'days' | 'assessment_day';
  /** What all of them share; its day and clocks are those of the first. */
  shared: MeetingForm;
  /** "1" = every week, "2" = every other. */
  weeks: string;
  /** How many, as typed. */
  times: string;
  /** The further days of `days`. */
  more: string[];
  /** Who meets the citizen at each of the three, and what about. */
  hosts: { who: Id; title: string }[];
  why: string;
}

export const emptyBook = (me: Id, today: Day): BookForm => ({
  kind: 'series',
  shared: meetingShape.read(undefined, { me, today }),
  weeks: '2',
  times: '4',
  more: [''],
  hosts: Array.from({ length: ASSESSMENT.meetings }, () => ({ who: '', title: '' })),
  why: '',
});

/** Each meeting's day and clocks with its title and hosts, in order; empty while what is typed says none. */
export function rowsOf(f: BookForm): { day: Day; from: string; to: string; title: string; with: Id[] }[] {
  const { day, from, to, title, with: hosts } = f.shared;
  if (!isDay(day)) return [];
  if (f.kind === 'assessment_day')
    return (assessmentTimes(from) ?? []).map((time, n) => ({
      day,
      ...time,
      title: f.hosts[n]?.title ?? '',
      with: f.hosts[n]?.who ? [f.hosts[n].who] : [],
    }));
  const times = Number(f.times);
  const days =
    f.kind === 'days'
      ? [...new Set([day, ...f.more.filter(isDay)])].sort()
      : Number.isInteger(times) && times >= 2 && times <= MOST_MEETINGS
        ? seriesDays(day, Number(f.weeks), times)
        : [];
  return days.map((on) => ({ day: on, from, to, title, with: hosts }));
}

/** Problems by the server's field, and the page's own: `times`, `more`, `hosts`, `why`. */
export function checkBook(f: BookForm): Problems & { times?: 'number'; more?: 'missing' | 'day' } {
  const assessment = f.kind === 'assessment_day';
  // The assessment's own titles and ends stand in for those of the form.
  const out: Problems = meetingShape.check({
    ...f.shared,
    ...(assessment && {
      title: 'x',
      to: assessmentTimes(f.shared.from)?.at(-1)?.to ?? '',
    }),
  });
  if (assessment && out.end) {
    out.start ??= out.end;
    delete out.end;
  }
  if (assessment && f.hosts.some((h) => !h.who || !h.title.trim())) out.hosts = 'missing';
  if (f.kind === 'series') {
    const times = Number(f.times);
    if (!Number.isInteger(times) || times < 2 || times > MOST_MEETINGS) out.times = 'number';
  }
  if (f.kind === 'days') {
    const typed = f.more.filter((day) => day.trim());
    if (!typed.length) out.more = 'missing';
    else if (!typed.every(isDay)) out.more = 'day';
  }
  if (!f.why.trim()) out.why = 'missing';
  return out;
}

/**
 * The booking. The ids of its meetings are made from `ids`, in order, so that the same page asked twice books the same
 * meetings. A day on which the clock does not exist (EU 2000/84) is left out of none: `check` has refused it.
 */
export function bookingOf(f: BookForm, ids: Id[]): Booking {
  const meetings = rowsOf(f).map((row, n): NewMeeting => {
    while (ids.length <= n) ids.push(newId());
    const fields = meetingShape.write({ ...f.shared, ...row }, undefined);
    return { id: ids[n] as Id, ...(whole(fields) as MeetingFields) };
  });
  return { kind: f.kind === 'assessment_day' ? 'assessment_day' : 'series', meetings };
}
/** The rows whose wall clock does not exist that day, by place. */
export const skippedRows = (f: BookForm): number[] =>
  rowsOf(f).flatMap((row, n) =>
    meetingShape.check({ ...f.shared, ...row, title: 'x' }).start === 'skipped' ? [n] : [],
  );
