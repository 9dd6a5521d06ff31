import type { Meeting, MeetingFields, MeetingForm as Form, Place } from '$lib/api';
import { endFor } from '../meetings/times';
import { whole } from './diff';
import { need, trimmed, type Problems, type Shape } from './shape';
import { MEASURING } from '../routes';
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
  /** "Hvor langt er jeg?" is answered there together. */
  measurement: boolean;
  mandatory: boolean;
  duty_text: string;
  /** One thing a line. */
  bring: string;
  reminders: string[];
  effort: string;
  status: string;
  /** Where a video meeting is held; https only. */
  link: string;
  needs_interpreter: boolean;
  interpreter_language: string;
  interpreter_booked: boolean;
  may_choose_form: string[];
  transport_who: string;
  /** `HH:MM` the same day. */
  transport_leaves: string;
  transport_text: string;
}

/** How long a meeting is thought to last. */
export const MINUTES = 45;
/** What one can choose between; another one that is already there stays. */
export const REMINDERS = ['P7D', 'P3D', 'P1D', 'PT2H', 'PT1H', 'PT30M'] as const;
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
/** A meeting is called off with why, and moved by its time: neither is a status one chooses. */
export const statusesFor = (now: string): Meeting['status'][] =>
  MEETING_STATUSES.filter((s) => s === now || (s !== 'moved' && s !== 'cancelled'));
/** The server takes https and nothing else; so that neither a script nor a file hides behind it. */
const isLink = (text: string): boolean => /^https:\/\/[^\s/]\S*$/i.test(text);

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
  if (f.form === 'video' && f.link.trim() && !isLink(f.link.trim())) out.link = 'link';
  if (f.needs_interpreter && !f.interpreter_language.trim()) out.interpreter = 'missing';
  const fetched = f.transport_who || f.transport_text.trim() || f.transport_leaves;
  if (fetched && !isClock(f.transport_leaves)) out.transport = 'clock';
  else if (fetched && isClock(f.from) && f.transport_leaves > f.from) out.transport = 'leaves';
  return out;
}

export const meetingShape: Shape<Meeting, MeetingForm> = {
  kind: 'meeting',
  find: (plan, id) => plan.meetings.find((m) => m.id === id),
  read(meeting, { me, under, slot }) {
    const start = meeting ? wallOf(meeting.start) : { day: slot?.day ?? '', time: slot?.from ?? '' };
    return {
      title: meeting?.title ?? '',
      day: start.day,
      from: start.time,
      to: meeting ? wallOf(meeting.end).time : endFor(start.time, MINUTES),
      form: (meeting?.form ?? 'in_person') satisfies Form,
      place_name: meeting?.place?.name ?? '',
      address: meeting?.place?.address ?? '',
      find_way: meeting?.place?.find_way ?? '',
      step_free: meeting?.place?.step_free ?? false,
      with: meeting ? [...(meeting.with ?? [])] : [me],
      companions: [...(meeting?.companions ?? [])],
      companions_proposed: [...(meeting?.companions_proposed ?? [])],
      purpose: meeting?.purpose ?? '',
      measurement: meeting ? !!meeting.measurement : under === MEASURING,
      mandatory: meeting?.mandatory ?? false,
      duty_text: meeting?.duty_text ?? '',
      bring: (meeting?.bring ?? []).join('\n'),
      reminders: meeting ? [...(meeting.reminders ?? [])] : [],
      effort: meeting?.effort ?? (under === MEASURING ? '' : (under ?? '')),
      status: (meeting?.status ?? 'planned') satisfies Meeting['status'],
      link: meeting?.link ?? '',
      needs_interpreter: !!meeting?.interpreter,
      interpreter_language: meeting?.interpreter?.language ?? '',
      interpreter_booked: meeting?.interpreter?.booked ?? false,
      may_choose_form: [...(meeting?.may_choose_form ?? [])],
      transport_who: meeting?.transport?.who ?? '',
      transport_leaves: wallOf(meeting?.transport?.leaves).time,
      transport_text: meeting?.transport?.text ?? '',
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
    measurement: f.measurement,
    mandatory: f.mandatory,
    duty_text: f.mandatory ? trimmed(f.duty_text) : '',
    bring: f.bring.split('\n').map(trimmed).filter(Boolean),
    reminders: f.reminders,
    effort: f.effort,
    status: f.status,
    link: f.form === 'video' ? trimmed(f.link) : '',
    interpreter: f.needs_interpreter
      ? { language: trimmed(f.interpreter_language), booked: f.interpreter_booked }
      : null,
    may_choose_form: f.may_choose_form,
    transport: whole({
      who: f.transport_who,
      leaves: f.transport_leaves && instantOf(f.day, f.transport_leaves, meeting?.transport?.leaves),
      text: trimmed(f.transport_text),
    }),
  }),
  check,
  needs: (f) => need('effort', f.effort),
  // Booked because the effort ends: the effort says so, or it would go on asking for a meeting.
  follows(f, id, { under }, plan) {
    const effort = plan.efforts.find((e) => e.id === under);
    if (!effort || f.effort !== under || effort.partial || !effort.may_edit) return undefined;
    return {
      kind: 'effort',
      target: effort.id,
      body: { follow_up: { ...effort.follow_up, end_meeting: id } },
    };
  },
};

/** The meeting as it would stand, for the question what speaks against it: nothing left out; a place that goes is cleared. */
export function planned(f: MeetingForm, item: Meeting | undefined): MeetingFields {
  const to = meetingShape.write(f, item);
  return { ...whole(to), ...(item?.place && !to.place && { place: null }) } as MeetingFields;
}
