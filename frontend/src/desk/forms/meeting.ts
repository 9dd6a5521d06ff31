import type { Meeting, MeetingForm as Form, Place } from '$lib/api';
import { whole } from './diff';
import { need, trimmed, type Problems, type Shape } from './shape';
import { isClock, isDay } from './typed';
import { copenhagenMoment, wallOf } from './time';

export interface MeetingForm {
  title: string;
  day: string;
  from: string;
  to: string;
  form: string;
  place_name: string;
  address: string;
  find_way: string;
  step_free: boolean;
  with: string[];
  companions: string[];
  /** Those suggested; whoever suggested one may take it back until the citizen has answered. */
  companions_proposed: string[];
  purpose: string;
  mandatory: boolean;
  duty_text: string;
  /** One thing a line. */
  bring: string;
  reminders: string[];
  effort: string;
  status: string;
}

/** What one can choose between; another one that is already there stays. */
export const REMINDERS = ['P7D', 'P3D', 'P1D', 'PT2H', 'PT1H'] as const;
export const FORMS: readonly Form[] = [
  'in_person',
  'walk',
  'home_visit',
  'workplace',
  'phone',
  'doctor',
  'video',
];
export const MEETING_STATUSES = ['planned', 'held', 'moved', 'cancelled', 'missed'] as const;

/** The instant as it was where the clock says the same, so that an untouched time is never written anew. */
function instantOf(day: string, time: string, before: string | undefined): string {
  const was = wallOf(before);
  if (before && was.day === day && was.time === time) return before;
  const moment = copenhagenMoment(day, time);
  return 'instant' in moment ? moment.instant : '';
}

function check(f: MeetingForm): Problems {
  const out: Problems = {};
  if (!f.title.trim()) out.title = 'missing';
  if (f.day && !isDay(f.day)) out.start = 'day';
  else if (f.from && !isClock(f.from)) out.start = 'clock';
  if (f.to && !isClock(f.to)) out.end = 'clock';
  const start = copenhagenMoment(f.day, f.from);
  const end = copenhagenMoment(f.day, f.to);
  if ('problem' in start) out.start ??= start.problem;
  if ('problem' in end && out.start !== 'day') out.end ??= end.problem;
  if ('instant' in start && 'instant' in end && Date.parse(end.instant) <= Date.parse(start.instant))
    out.end = 'order';
  return out;
}

export const meetingShape: Shape<Meeting, MeetingForm> = {
  kind: 'meeting',
  find: (plan, id) => plan.meetings.find((m) => m.id === id),
  read(meeting, { me }) {
    const start = wallOf(meeting?.start);
    return {
      title: meeting?.title ?? '',
      day: start.day,
      from: start.time,
      to: wallOf(meeting?.end).time,
      form: (meeting?.form ?? 'in_person') satisfies Form,
      place_name: meeting?.place?.name ?? '',
      address: meeting?.place?.address ?? '',
      find_way: meeting?.place?.find_way ?? '',
      step_free: meeting?.place?.step_free ?? false,
      with: meeting ? [...(meeting.with ?? [])] : [me],
      companions: [...(meeting?.companions ?? [])],
      companions_proposed: [...(meeting?.companions_proposed ?? [])],
      purpose: meeting?.purpose ?? '',
      mandatory: meeting?.mandatory ?? false,
      duty_text: meeting?.duty_text ?? '',
      bring: (meeting?.bring ?? []).join('\n'),
      reminders: meeting ? [...(meeting.reminders ?? [])] : ['P1D', 'PT2H'],
      effort: meeting?.effort ?? '',
      status: (meeting?.status ?? 'planned') satisfies Meeting['status'],
    };
  },
  write: (f, meeting) => ({
    title: trimmed(f.title),
    start: instantOf(f.day, f.from, meeting?.start),
    end: instantOf(f.day, f.to, meeting?.end),
    form: f.form,
    place: whole({
      ...(meeting?.place satisfies Place | undefined),
      name: trimmed(f.place_name),
      address: trimmed(f.address),
      find_way: trimmed(f.find_way),
      step_free: f.step_free,
    }),
    with: f.with,
    companions: f.companions,
    companions_proposed: f.companions_proposed,
    purpose: trimmed(f.purpose),
    mandatory: f.mandatory,
    duty_text: f.mandatory ? trimmed(f.duty_text) : '',
    bring: f.bring.split('\n').map(trimmed).filter(Boolean),
    reminders: f.reminders,
    effort: f.effort,
    status: f.status,
  }),
  check,
  needs: (f) => need('effort', f.effort),
};
