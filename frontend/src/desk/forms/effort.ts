import type { CatalogueEntry, Effort, EffortStatus } from '$lib/api';
import { lastDay, limitOf } from '$lib/catalogue';
import { whole } from './diff';
import { need, numberField, numberText, problems, trimmed, type Problems, type Shape } from './shape';
import { isClock, isDay } from './typed';
import { ruleOf, weekdaysOf } from './weekdays';

export interface EffortForm {
  catalogue_code: string;
  title: string;
  plain: string;
  department: string;
  provider: string;
  responsible: string;
  place_contact: string;
  place_name: string;
  address: string;
  find_way: string;
  step_free: boolean;
  goals: string[];
  start: string;
  end: string;
  schedule_plain: string;
  weekdays: string[];
  every: string;
  from: string;
  to: string;
  hours: string;
  paid_hours: string;
  path_to_paid_hours: string;
  pauses: { from: string; to: string; why: string }[];
  sequence: string;
  after: string;
  status: string;
  /** One thing a line. */
  bring: string;
  way_home: string;
  requested_on: string;
  guarantee: string;
  every_days: string;
  next_meeting: string;
  end_meeting: string;
  /** '' = nothing said yet. */
  decided: '' | 'no' | 'yes';
  next_text: string;
}

function check(f: EffortForm): Problems {
  const out = problems(
    { title: f.title, department: f.department },
    {
      numbers: {
        hours_per_week: f.hours,
        paid_hours_per_week: f.paid_hours,
        follow_up: f.every_days,
        guarantee_days: f.guarantee,
      },
      days: { start: f.start, end: f.end, requested_on: f.requested_on },
    },
  );
  if (isDay(f.start) && isDay(f.end) && f.end < f.start) out.end = 'order';
  if (!!f.from !== !!f.to) out.time = 'missing';
  else if (f.from && !(isClock(f.from) && isClock(f.to))) out.time = 'clock';
  else if (f.from && f.to <= f.from) out.time = 'order';
  if (f.pauses.some((p) => !p.from || !p.to)) out.pauses = 'missing';
  else if (f.pauses.some((p) => !isDay(p.from) || !isDay(p.to))) out.pauses = 'day';
  else if (f.pauses.some((p) => p.to < p.from)) out.pauses = 'order';
  if (f.sequence === 'after' && !f.after) out.after = 'missing';
  return out;
}

export const effortShape: Shape<Effort, EffortForm> = {
  kind: 'effort',
  find: (plan, id) => plan.efforts.find((e) => e.id === id),
  read(effort, { me }) {
    const { days, every } = weekdaysOf(effort?.rrule);
    return {
      catalogue_code: effort?.catalogue_code ?? '',
      title: effort?.title ?? '',
      plain: effort?.plain ?? '',
      department: effort?.department ?? '',
      provider: effort?.provider ?? '',
      responsible: effort ? (effort.responsible ?? '') : me,
      place_contact: effort?.place_contact ?? '',
      place_name: effort?.place?.name ?? '',
      address: effort?.place?.address ?? '',
      find_way: effort?.place?.find_way ?? '',
      step_free: effort?.place?.step_free ?? false,
      goals: [...(effort?.goals ?? [])],
      start: effort?.start ?? '',
      end: effort?.end ?? '',
      schedule_plain: effort?.schedule_plain ?? '',
      weekdays: days,
      every,
      from: effort?.time?.from ?? '',
      to: effort?.time?.to ?? '',
      hours: numberText(effort?.hours_per_week),
      paid_hours: numberText(effort?.paid_hours_per_week),
      path_to_paid_hours: effort?.path_to_paid_hours ?? '',
      pauses: (effort?.pauses ?? []).map((p) => ({ from: p.from, to: p.to, why: p.why ?? '' })),
      sequence: effort?.sequence ?? '',
      after: effort?.after ?? '',
      status: (effort?.status ?? 'planned') satisfies EffortStatus,
      bring: (effort?.bring ?? []).join('\n'),
      way_home: effort?.way_home ?? '',
      requested_on: effort?.requested_on ?? '',
      guarantee: numberText(effort?.guarantee_days),
      every_days: numberText(effort?.follow_up?.every_days),
      next_meeting: effort?.follow_up?.next_meeting ?? '',
      end_meeting: effort?.follow_up?.end_meeting ?? '',
      decided: effort?.next_step ? (effort.next_step.decided ? 'yes' : 'no') : '',
      next_text: effort?.next_step?.text ?? '',
    };
  },
  write: (f, effort) => ({
    catalogue_code: f.catalogue_code,
    title: trimmed(f.title),
    plain: trimmed(f.plain),
    department: f.department,
    provider: trimmed(f.provider),
    responsible: f.responsible,
    place_contact: f.place_contact,
    // Parts of a whole that the form does not show are sent as they are: the server merges whole fields.
    place: whole({
      ...effort?.place,
      name: trimmed(f.place_name),
      address: trimmed(f.address),
      find_way: trimmed(f.find_way),
      step_free: f.step_free,
    }),
    goals: f.goals,
    start: f.start,
    end: f.end,
    schedule_plain: trimmed(f.schedule_plain),
    rrule: ruleOf(f.weekdays, f.every, effort?.rrule),
    time: whole({ from: f.from, to: f.to }),
    hours_per_week: numberField(f.hours),
    paid_hours_per_week: numberField(f.paid_hours),
    path_to_paid_hours: trimmed(f.path_to_paid_hours),
    pauses: f.pauses.map((p) => ({ from: p.from, to: p.to, ...(p.why.trim() && { why: p.why.trim() }) })),
    sequence: f.sequence,
    after: f.sequence === 'after' ? f.after : '',
    status: f.status,
    bring: f.bring.split('\n').map(trimmed).filter(Boolean),
    way_home: trimmed(f.way_home),
    requested_on: f.requested_on,
    guarantee_days: numberField(f.guarantee),
    follow_up: whole({
      ...effort?.follow_up,
      every_days: numberField(f.every_days),
      next_meeting: f.next_meeting,
      end_meeting: f.end_meeting,
    }),
    next_step:
      f.decided === '' && !f.next_text.trim()
        ? null
        : { ...whole({ ...effort?.next_step, text: trimmed(f.next_text) }), decided: f.decided === 'yes' },
  }),
  check,
  needs: (f) => [
    ...need('goal', ...f.goals),
    ...need('effort', f.sequence === 'after' ? f.after : ''),
    ...need('meeting', f.next_meeting, f.end_meeting),
  ],
};

/**
 * Fills in from the catalogue what the consultant has not said yet; her own words stay. A limit that nobody has looked
 * up fills nothing in: she is shown it, and decides.
 */
export function fromCatalogue(
  f: EffortForm,
  entry: CatalogueEntry,
  today: string,
  departments: string[],
): EffortForm {
  const out = { ...f, catalogue_code: entry.code };
  out.title ||= entry.title;
  out.plain ||= entry.plain;
  if (departments.includes(entry.department)) out.department ||= entry.department;
  const soon = limitOf(entry, 'start_within', today);
  if (soon?.checked && !out.guarantee) {
    out.guarantee = String(soon.unit === 'weeks' ? soon.amount * 7 : soon.amount);
    out.requested_on ||= today;
  }
  const longest = limitOf(entry, 'longest', isDay(out.start) ? out.start : today);
  if (longest?.checked && isDay(out.start)) out.end ||= lastDay(out.start, longest);
  return out;
}
