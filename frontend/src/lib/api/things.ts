/** The things on a plan, and the people named there. */
import type { Area, Day, Id, Instant, Message } from './types';

/** Words as they were said, before translation. */
export interface Original {
  lang: string;
  text: string;
}
export interface Place {
  name: string;
  address?: string;
  find_way?: string;
  step_free?: boolean;
  note?: string;
}
export interface Person {
  id: Id;
  name: string;
  preferred_name?: string;
  role: string;
  title?: string;
  department?: string;
  phone?: string;
  relation?: string;
  about?: string;
  hours?: string;
}
export interface Editable {
  may_edit?: boolean;
  /** Who changed it last, to those who are told; `at` to the second. */
  last?: { by: Id; at: Instant };
}
export interface Dream extends Editable {
  id: Id;
  text: string;
  said_on?: Day;
  sensitive?: boolean;
  original?: Original;
}
/** Left out means active; `dropped` is put away, and comes back as `active`. */
export type NoteStatus = 'active' | 'dropped';
export interface Strength extends Editable {
  id: Id;
  rank: string;
  text: string;
  status?: NoteStatus;
  said_by?: Id;
  recorded_by?: Id;
  on?: Day;
  original?: Original;
}
export interface Challenge extends Editable {
  id: Id;
  rank: string;
  text: string;
  what_helps: string;
  status?: NoteStatus;
  original?: Original;
}
export type GoalStatus = 'planned' | 'active' | 'reached' | 'dropped';
export interface Goal extends Editable {
  id: Id;
  rank: string;
  area: Area;
  title: string;
  in_own_words?: string;
  icon?: string;
  colour?: string;
  status: GoalStatus;
  owner: Id;
  target_date?: Day;
  reached_on?: Day;
  sensitive?: boolean;
  original?: Original;
}
export type StepStatus = 'planned' | 'active' | 'done' | 'dropped';
export interface Tick {
  id: Id;
  on?: Day;
}
export interface Step extends Editable {
  id: Id;
  goal: Id;
  rank: string;
  text: string;
  status: StepStatus;
  due?: Day;
  done_at?: Day;
  done_by?: Id;
  repeats?: 'daily' | 'weekly';
  ticks?: Tick[];
  /** How many ticks make it done. */
  of?: number;
  after?: Id;
  note?: string;
  photo?: boolean;
}
export type EffortStatus = 'planned' | 'active' | 'paused' | 'completed' | 'dropped';
export interface Pause {
  from: Day;
  to: Day;
  why?: string;
}
export interface Effort extends Editable {
  id: Id;
  rank: string;
  title: string;
  catalogue_code?: string;
  plain?: string;
  department: string;
  provider?: string;
  responsible?: Id;
  place_contact?: Id;
  place?: Place;
  goals: Id[];
  start?: Day;
  end?: Day;
  schedule_plain?: string;
  rrule?: string;
  time?: { from: string; to: string };
  hours_per_week?: number;
  paid_hours_per_week?: number;
  pauses?: Pause[];
  sequence?: 'first' | 'parallel' | 'after';
  after?: Id;
  status: EffortStatus;
  sensitive?: boolean;
  job_oriented?: boolean;
  path_to_paid_hours?: string;
  /** What to take along. */
  bring?: string[];
  /** How to get away again. */
  way_home?: string;
  /** The day it was asked for, and within how many days of that it must begin. */
  requested_on?: Day;
  guarantee_days?: number;
  adjustments?: { from: Day; text: string; because_flag?: Id }[];
  follow_up?: {
    every_days?: number;
    after_start_days?: number[];
    last?: Day;
    next_meeting?: Id;
    end_meeting?: Id;
  };
  next_step?: { decided: boolean; text?: string; meeting?: Id; effort?: Id; who?: Id; by?: Day };
  /** Staff have said what came of it; the citizen is asked for his own word, and with that it ends. */
  ending?: { by: Id; at: Instant; status: 'completed' | 'dropped'; word_by?: Day };
  end_word?: {
    at: Instant;
    text?: string;
    skipped?: boolean;
    recorded_by?: Id;
    /** It ended without his word, which he may still say. */
    not_given?: boolean;
    why?: string;
  };
  result_plain?: string;
  ended_reason?: string;
  /** The viewer sees time and attendance only. */
  partial?: boolean;
}
export interface Agreement extends Editable {
  id: Id;
  rank: string;
  text: string;
  responsible: Id;
  recorded_by?: Id;
  due?: Day;
  repeats?: string;
  next_due?: Day;
  status: 'active' | 'kept' | 'dropped';
  sensitive?: boolean;
  closed_on?: Day;
  goal?: Id;
  made_at?: Id;
  note?: string;
}
export type MeetingForm = 'in_person' | 'walk' | 'home_visit' | 'workplace' | 'phone' | 'doctor' | 'video';
export interface Meeting extends Editable {
  id: Id;
  title?: string;
  start: Instant;
  end: Instant;
  place?: Place;
  form: MeetingForm;
  with: Id[];
  purpose?: string;
  /** "Hvor langt er jeg?" is answered there together. */
  measurement?: boolean;
  mandatory: boolean;
  duty_text?: string;
  companions: Id[];
  /** Whom staff thought of: companions only when the citizen has agreed to the change. */
  companions_proposed?: Id[];
  bring?: string[];
  status: 'planned' | 'held' | 'moved' | 'cancelled' | 'missed';
  sensitive?: boolean;
  /** A meeting seen in part is named by its effort's department: `meetingName` in lib/plan. */
  effort?: Id;
  /** ISO 8601 durations before the start. */
  reminders?: string[];
  rsvp?: { status: 'yes' | 'no' | 'none'; at?: Instant };
  may_choose_form?: MeetingForm[];
  transport?: { who: Id; leaves?: Instant; text?: string };
  /** The wish to be fetched; `transport` says how. A companion sees neither the words nor who answered. */
  pick_up?: {
    asked_at: Instant;
    words?: string;
    answer?: 'yes' | 'no';
    answered_at?: Instant;
    answered_by?: Id;
    text?: string;
  };
  /** By when the citizen can expect an answer to her absence, and to whether somebody fetches her. */
  absence_due?: Instant;
  pick_up_due?: Instant;
  /** A companion sees his own. */
  companion_answers?: { who: Id; answer: AlongAnswer; leaves?: Instant; at: Instant }[];
  /** Where a video meeting is held. */
  link?: string;
  /** Shared by the meetings that were booked as one. */
  series?: Id;
  series_kind?: SeriesKind;
  summary_shared?: string;
  summary_confirmed_by_citizen?: boolean;
  summary_answer?: { status: 'confirmed' | 'corrected'; text?: string; at: Instant };
  /** Stays as it was reported: `rsvp` says whether she comes. */
  absence?: {
    reported_at: Instant;
    reported_by?: Id;
    reason?: AbsenceReason;
    text?: string;
    wants?: AbsenceWants;
    answered_at?: Instant;
    answered_by?: Id;
    answer?: string;
    moved_to?: Id;
    proposed_times?: TimeSpan[];
  };
  interpreter?: { language: string; booked: boolean };
  cancelled?: { at: Instant; by: Id; why?: string };
  /** The time that the citizen last knew of. */
  /** When somebody who was to drive him left his people. Who drives instead, if anybody, the rest says. */
  ride_gone_at?: Instant;
  moved_from?: { start: Instant; end: Instant; at: Instant; by: Id };
  partial?: boolean;
}
export type AbsenceReason =
  'sick' | 'child_sick' | 'treatment' | 'work' | 'transport' | 'overwhelmed' | 'other';
export type AbsenceWants = 'phone' | 'walk' | 'home_visit' | 'new_time';
export type AlongAnswer = 'comes' | 'drives' | 'cannot';
export type SeriesKind = 'series' | 'assessment_day';
export interface TimeSpan {
  start: Instant;
  end: Instant;
}
/** The citizen's "Kan jeg komme med i dag?", and what staff answered. */
export interface MeetingRequest extends Editable {
  id: Id;
  at: Instant;
  when: 'today' | 'soon';
  words?: string;
  form?: MeetingForm;
  pick_up: boolean;
  /** She would like to be called and not to meet, best at one of these times. */
  call?: boolean;
  wished_times?: TimeSpan[];
  status: 'waiting' | 'yes' | 'no' | 'withdrawn';
  answer?: string;
  answered_at?: Instant;
  answered_by?: Id;
  /** By when the citizen can expect an answer. */
  answer_due?: Instant;
  /** The one that came of it. */
  meeting?: Id;
  proposed_times?: TimeSpan[];
}
/** A time that staff tried to reach the citizen. */
export interface ContactAttempt extends Pick<Editable, 'last'> {
  id: Id;
  at: Instant;
  by: Id;
  how: 'phone' | 'message' | 'letter' | 'visit';
  reached: boolean;
  about?: Id;
  note?: string;
}
/** One round of short talks with professionals (tværfaglig udredning), and the draft that is made of them. */
export interface Assessment extends Pick<Editable, 'last'> {
  id: Id;
  status: 'planned' | 'conference' | 'drafted' | 'completed' | 'dropped';
  booked_at: Instant;
  booked_by: Id;
  /** Those that the reader is told of, in their order. */
  talks: AssessmentTalk[];
  opened?: { at: Instant; by: Id; without?: string };
  /** The consultant's alone. */
  conference?: Conference;
  drafted_at?: Instant;
  dropped?: { at: Instant; by: Id; why?: string };
}
export interface AssessmentTalk {
  profession: string;
  title: string;
  prepare?: string[];
  /** The meeting that was booked, and the one that took its place; left out where the reader does not see it. */
  meeting?: Id;
  moved_to?: Id;
}
export interface Conference {
  saved_at: Instant;
  saved_by: Id;
  words?: string;
  goals?: { id: Id; area: Area; title: string }[];
  picks?: {
    id: Id;
    code: string;
    title: string;
    responsible: Id;
    sequence: 'first' | 'parallel' | 'after';
    after?: Id;
    goals?: Id[];
  }[];
}
/** What a professional wrote after a talk. `ready_at` is missing while it is being written. */
export interface AssessmentNote extends Pick<Editable, 'last'> {
  id: Id;
  assessment: Id;
  meeting: Id;
  by: Id;
  limits?: string;
  means?: string;
  could?: string;
  codes?: string[];
  plain?: string;
  ready_at?: Instant;
  changed_at?: Instant;
  answer?: { at: Instant; answer: 'fits' | 'not_quite'; words?: string };
}
/** What went well, as it would be told to others; only while the citizen's yes (`consent`) stands is it told. */
export interface Story extends Pick<Editable, 'last'> {
  id: Id;
  heading: string;
  text: string;
  uses: StoryUse[];
  /** The day on which it is over. */
  until: Day;
  first_name?: boolean;
  version: number;
  asked_by: Id;
  asked_at: Instant;
  status: 'asked' | 'agreed' | 'declined' | 'withdrawn';
  answered_at?: Instant;
  consent?: Id;
  exports?: { id: Id; by: Id; at: Instant; format: string; consent: Id; down_at?: Instant }[];
}
export type StoryUse = 'colleagues' | 'website' | 'press';
/** A change of consultant: from `at` on it is `to`, and until `until` both are in the conversation. */
export interface Handover extends Pick<Editable, 'last'> {
  id: Id;
  from: Id;
  to: Id;
  at: Instant;
  until: Instant;
  reason: string;
  farewell?: string;
  made_at: Instant;
  made_by: Id;
  hello?: string;
  hello_at?: Instant;
  /** What the citizen wants the new one to know; to these two alone. */
  for_new?: string;
  for_new_at?: Instant;
  /** The meetings that the new one comes to. */
  meetings?: Id[];
  withdrawn_at?: Instant;
}
export type Answer = 'agree' | 'disagree' | 'talk';
export interface PlanChange extends Pick<Editable, 'last'> {
  id: Id;
  version?: number;
  at: Instant;
  by: Id;
  what: string;
  why?: string;
  item?: { kind: string; id: Id };
  /** The other meetings of a booking that it is about. */
  also?: Id[];
  fields?: { field: string; from?: unknown; to?: unknown }[];
  seen_by_citizen_at?: Instant;
  citizen_answer?: Answer;
  citizen_comment?: string;
  answered_at?: Instant;
  answer?: { by: Id; at: Instant; text: string };
  /** It was answered on paper, and this is who saw it. */
  paper?: { on: Day; witness: string; recorded_by: Id };
}
export interface Contact {
  id: Id;
  name: string;
  relation?: string;
  status: string;
  expires?: Day;
  can_see?: string[];
  can_do?: string[];
  cannot_see?: string[];
  why_citizen_chose?: string;
  /** What the citizen told the consultant of him. */
  /** What the citizen told of them, and what the consultant did about it. */
  reports?: { at: Instant; words?: string; taken_by?: Id; taken_at?: Instant; done?: string }[];
  /** What it means that he is one no more. */
  effect?: string;
  withdrawn_at?: Instant;
  accepted_at?: Instant;
  /** What he called himself when he said yes. */
  typed_name?: string;
  /** The picks count, and not what each thing says of itself. */
  chosen?: boolean;
  items?: { kind: string; id: Id }[];
  /** Sensitive parts of life that are open to him. */
  lanes?: Area[];
  /** What he sent: a kind word, or an offer of help that is answered. */
  notes?: { id: Id; of: 'encouragement' | 'offer'; text: string; at: Instant; answer?: 'yes' | 'no' }[];
  muted?: boolean;
}
/** "Noget virker ikke": what was said, who saw it, and what was done about it. */
export interface Flag {
  id: Id;
  at: Instant;
  by: Id;
  category: string;
  text: string;
  effort?: Id;
  seen?: { by: Id; at: Instant };
  answered?: { by: Id; at: Instant };
  action?: { by: Id; at: Instant; text: string };
  resolved_at?: Instant;
  resolved_by?: Id;
  /** When he last said that it did not help, and what was tried until then. */
  reopened_at?: Instant;
  tried?: { action: { by: Id; at: Instant; text?: string }; said_at: Instant }[];
  citizen_rating?: string;
  /** Who wrote down what he said, and whether it helped; absent where he did so himself. */
  recorded_by?: Id;
  resolved_recorded_by?: Id;
  shown_help?: string;
  messages?: {
    id: Id;
    at: Instant;
    from: Id;
    text: string;
    kind?: string;
    attachment?: NonNullable<Message['attachment']>;
  }[];
}
export interface Checkin {
  id: Id;
  at: Instant;
  /** 0-10. */
  score: number;
  word?: string;
}
export interface Indicator {
  id: Id;
  /** What it is about, by the name that all plans share. */
  key: string;
  /** The question as the citizen is asked it; none for one that only staff answer. */
  citizen_q?: string;
  staff_q?: string;
}
export interface Measurement {
  id: Id;
  on: Day;
  by: Id;
  role: 'citizen' | 'staff';
  /** By indicator, 0-10. */
  values: Record<Id, number>;
  said?: string;
  one_notch_up?: string;
  /** What one notch up takes, by indicator. */
  notches?: Record<Id, string>;
  /** It was done besides the one that was due. */
  extra?: boolean;
}
export interface Consent {
  id: Id;
  kind?: string;
  department?: string;
  /** The municipality's text that was said yes to. */
  code?: string;
  text: string;
  given_at: Instant;
  expires?: Day;
  status: string;
  how?: string;
  witness?: string;
  interpreter?: string;
  /** Who of the staff wrote it down, and when the citizen said that it is so. */
  recorded_by?: Id;
  confirmed_at?: Instant;
  /** When the citizen said that it may stop by itself. */
  let_run_out_at?: Instant;
  withdrawn_at?: Instant;
  /** The assessment whose notes it opens to those who hold its talks. */
  assessment?: Id;
}
/** What the citizen wants to hear about. */
export interface Wish extends Editable {
  id: Id;
  /** The catalogue's code of the help, and what it was called when she asked. */
  entry: string;
  title: string;
  words?: string;
  /** Who gets to know of it. */
  to: 'consultant' | 'department';
  status: 'active' | 'dropped';
  at: Instant;
  answer?: { by: Id; at: Instant; text: string };
}
export type LimitKind = 'longest' | 'extension' | 'extend_again' | 'start_within';
export interface TimeLimit {
  kind: LimitKind;
  amount: number;
  unit: 'days' | 'weeks';
  text: string;
  source: string;
  /** Nobody looked it up: for staff only, never shown as law. */
  checked: boolean;
  valid_from?: Day;
  valid_until?: Day;
}
/** One sort of help that the municipality can give. */
export interface CatalogueEntry {
  code: string;
  title: string;
  area: Area;
  picture: string;
  department: string;
  /** A wish for it goes only to whom the citizen chooses. */
  confidential?: boolean;
  job_oriented?: boolean;
  plain: string;
  what: string[];
  who: string;
  how_long: string;
  bring?: string[];
  direct?: string;
  limits?: TimeLimit[];
  /** No longer offered; kept for what names it. */
  retired?: boolean;
}
export interface Catalogue {
  format: number;
  tag: string;
  entries: CatalogueEntry[];
}
export interface PlanEvent {
  id: Id;
  at: Instant;
  type: string;
  text: string;
}
export type PictureStatus = 'active' | 'dropped';
/** A photo or a drawing; its content is fetched by itself. */
export interface Picture extends Editable {
  id: Id;
  on: { kind: 'board' | 'goal' | 'step'; id?: Id };
  media: 'photo' | 'drawing';
  /** What it shows, for those who do not see it. */
  text: string;
  /** Pixels of a photo, units of a drawing. */
  width: number;
  height: number;
  bytes: number;
  taken_on?: Day;
  status: PictureStatus;
  by?: Id;
  at?: Instant;
}
