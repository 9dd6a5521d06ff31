/** The server's fields in words: what a field is called, and what its value says to a person. */
import type { FieldConflict, Plan } from '$lib/api';
import { names } from '$lib/i18n';
import { department, fullName } from '$lib/plan';
import { atClock, clockSpan, dayOf, fullDay, longDay } from '$lib/text';
import type { EditKind } from '../routes';
import { words as meetingWords } from '../meetings/words';
import type { words } from '../words';

type Desk = ReturnType<typeof words>;

/** Fields of free text: one can write a third text of the two. */
const TEXTS = [
  'title',
  'text',
  'in_own_words',
  'plain',
  'provider',
  'schedule_plain',
  'note',
  'what_helps',
  'purpose',
  'duty_text',
  'way_home',
  'path_to_paid_hours',
];
export const isText = (conflict: FieldConflict): boolean => TEXTS.includes(conflict.field);

export function fieldLabel(kind: EditKind, field: string, t: Desk): string {
  const f = t.form;
  const m = meetingWords();
  const labels: Record<string, string> = {
    title: f.title,
    text: { step: f.step, strength: f.strength, challenge: f.challenge }[kind as string] ?? f.agreement,
    what_helps: f.whatHelps,
    said_by: f.saidBy,
    focus_goals: f.focus,
    'board.focus_goals': f.focus,
    area: f.area,
    in_own_words: f.inOwnWords,
    status: f.status,
    target_date: f.targetDate,
    reached_on: f.reachedOn,
    goal: f.goal,
    goals: f.goals,
    due: f.dueDay,
    done_at: f.doneOn,
    repeats: f.repeats,
    of: f.of,
    after: kind === 'effort' ? f.afterEffort : f.after,
    note: f.note,
    responsible: kind === 'agreement' ? f.whoDoes : f.responsible,
    closed_on: f.closedOn,
    made_at: f.madeAt,
    plain: f.plain,
    catalogue_code: f.catalogue,
    way_home: f.wayHome,
    requested_on: f.requestedOn,
    guarantee_days: f.guaranteeDays,
    department: f.department,
    provider: f.provider,
    place: f.where,
    start: f.start,
    end: f.end,
    schedule_plain: f.schedulePlain,
    rrule: f.weekdays,
    time: f.whenGroup,
    hours_per_week: f.hours,
    paid_hours_per_week: f.paidHours,
    path_to_paid_hours: f.pathToPaid,
    place_contact: f.placeContact,
    pauses: f.pauses,
    sequence: f.sequence,
    follow_up: f.follow,
    next_step: f.decided,
    form: f.form,
    with: f.with,
    companions: f.companions,
    companions_proposed: f.suggested,
    purpose: f.purpose,
    measurement: f.measurement,
    mandatory: f.mandatory,
    duty_text: f.dutyText,
    bring: f.bring,
    reminders: f.reminders,
    effort: f.belongsTo,
    link: m.link,
    interpreter: m.interpreter,
    may_choose_form: m.mayChoose,
    transport: m.transport,
  };
  return labels[field] ?? field;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** The name of a thing or person on the plan, if the id is one. */
function nameOf(id: string, plan: Plan): string | undefined {
  return (
    fullName(plan, id) ||
    department(plan, id) ||
    plan.goals.find((g) => g.id === id)?.title ||
    plan.steps.find((s) => s.id === id)?.text ||
    plan.efforts.find((e) => e.id === id)?.title ||
    plan.meetings.find((m) => m.id === id)?.title
  );
}

/** One word of a closed list ("active", "workplace", "P1D") as people say it. */
function wordOf(field: string, value: string, t: Desk): string | undefined {
  const lists: Record<string, object[]> = {
    area: [names().areas],
    form: [meetingWords().forms],
    may_choose_form: [meetingWords().forms],
    status: [
      names().effortStatus,
      names().goalStatus,
      names().stepStatus,
      names().agreementStatus,
      t.form.meetingStatus,
    ],
    repeats: [t.repeatsWords],
    sequence: [t.form.sequences],
    reminders: [t.form.reminderWords],
  };
  for (const list of lists[field] ?? []) {
    const word = (list as Record<string, string | undefined>)[value];
    if (word) return word;
  }
  return undefined;
}

/** A field's value for people to compare; never an id or a code where there is a word. */
export function shown(field: string, value: unknown, plan: Plan, t: Desk): string {
  const c = t.conflict;
  if (value === undefined || value === null || value === '') return c.nothing;
  if (typeof value === 'boolean') return value ? c.yes : c.no;
  if (typeof value === 'number') return String(value).replace('.', ',');
  if (typeof value === 'string') {
    if (DAY.test(value)) return fullDay(value);
    if (INSTANT.test(value)) return `${longDay(dayOf(value))} ${dayOf(value).slice(0, 4)} ${atClock(value)}`;
    return wordOf(field, value, t) ?? nameOf(value, plan) ?? value;
  }
  if (Array.isArray(value)) {
    if (!value.length) return c.nothing;
    return value.map((v) => shown(field, v, plan, t)).join(typeof value[0] === 'string' ? ', ' : '\n');
  }
  const parts = value as Record<string, unknown>;
  if (typeof parts.from === 'string' && typeof parts.to === 'string') {
    if (!DAY.test(parts.from)) return clockSpan(parts.from, parts.to);
    const why = typeof parts.why === 'string' && parts.why ? ` (${parts.why})` : '';
    return `${fullDay(parts.from)} – ${fullDay(parts.to)}${why}`;
  }
  return Object.entries(parts)
    .map(([name, part]) => {
      if (name === 'booked') return part ? meetingWords().interpreterBooked : '';
      if (name === 'step_free') return part ? t.form.stepFree : '';
      if (name === 'decided') return part ? t.form.decidedOptions.yes : t.form.decidedOptions.no;
      if (name === 'every_days') return `${t.form.everyDays}: ${shown(name, part, plan, t)}`;
      return shown(name, part, plan, t);
    })
    .filter(Boolean)
    .join('\n');
}
