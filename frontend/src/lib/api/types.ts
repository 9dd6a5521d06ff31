/**
 * What the server says and takes, as the screens know it.
 *
 * Dates are `YYYY-MM-DD` and mean a day in Copenhagen; instants are RFC 3339; `rev` is opaque: only equal or not
 * equal means something. Fields that are not set are left out of an answer, never null.
 */

/** 22 characters base64url of 16 random bytes, made by whoever creates the thing. */
export type Id = string;
/** `YYYY-MM-DD`, a day in Copenhagen. */
export type Day = string;
/** RFC 3339 instant. */
export type Instant = string;
/** Opaque plan revision, per viewer. */
export type Rev = string;

export type Role = 'citizen' | 'consultant' | 'professional' | 'contact' | 'team_lead' | 'admin';
export type Area =
  'work' | 'education' | 'body' | 'mind' | 'habits' | 'home' | 'money' | 'everyday' | 'people' | 'language';
export const AREAS: readonly Area[] = [
  'work',
  'education',
  'body',
  'mind',
  'habits',
  'home',
  'money',
  'everyday',
  'people',
  'language',
];
export type TextSize = 'normal' | 'large' | 'xlarge';

export interface Me {
  person: {
    id: Id;
    name: string;
    preferred_name: string;
    role: Role;
    title?: string;
    department?: string;
    language: string;
  };
  /** The citizen's own plan. */
  plan?: { id: Id };
  /** Plans shared with a contact. */
  plans?: { id: Id; title: string; citizen_name: string }[];
  settings?: {
    text_size: TextSize;
    read_aloud: boolean;
    simple_view: boolean;
    reminders: string[];
    quiet_hours?: { from: string; to: string };
    channels: string[];
    show_sensitive_on_lock_screen: boolean;
  };
  session: { id: Id; created_at: Instant; expires_at: Instant };
  demo: boolean;
  prose_note?: string;
  server_time: Instant;
  format: number;
  municipality: { name: string; main_phone: string; unit_word: string };
}

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
  next_step?: { decided: boolean; text?: string; meeting?: Id; effort?: Id };
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
  summary_shared?: string;
  summary_confirmed_by_citizen?: boolean;
  absence?: {
    reported_at: Instant;
    reason?: string;
    text?: string;
    answer?: string;
    answered_by?: Id;
    moved_to?: Id;
  };
  interpreter?: { language: string; booked: boolean };
  partial?: boolean;
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
  /** What it means that he is one no more. */
  effect?: string;
  withdrawn_at?: Instant;
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
  citizen_rating?: string;
  shown_help?: string;
  messages?: { id: Id; at: Instant; from: Id; text: string }[];
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
}
export interface Consent {
  id: Id;
  text: string;
  given_at: Instant;
  expires?: Day;
  status: string;
  how?: string;
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
export type May =
  | 'put_dream'
  | 'put_board'
  | 'put_strength'
  | 'put_challenge'
  | 'put_goal'
  | 'put_step'
  | 'put_effort'
  | 'put_agreement'
  | 'put_meeting'
  | 'put_attachment'
  | 'put_wish'
  | 'answer_plan_change'
  | 'answer_plan'
  | 'propose_plan'
  | 'record_answer'
  | 'send_message'
  | 'reply_plan_change';
export type Relation = 'citizen' | 'consultant' | 'deputy' | 'professional' | 'contact';
export interface PlanHeader {
  id: Id;
  title: string;
  type?: string;
  type_label?: string;
  aim?: string;
  version: number;
  status: 'draft' | 'active';
  agreed_on?: Day;
  last_reviewed?: Day;
  next_review?: Day;
  board: {
    layout: 'lanes' | 'path' | 'list';
    lanes?: Area[];
    focus_goals?: Id[];
    citizen_may_reorder?: boolean;
  };
  paper_copy_given_on?: Day;
  /** The draft that the citizen is asked about: the plan change that holds the question and the answer. */
  proposal?: { change: Id; at: Instant; by: Id };
}
export interface Plan {
  format: number;
  rev: Rev;
  as_of: Instant;
  viewer: { relation: Relation; may: May[] };
  plan: PlanHeader;
  citizen: { id: Id; name: string; preferred_name: string; language: string };
  consultant: Id;
  people: Person[];
  departments: { id: string; name: string; short: string }[];
  dream?: Dream;
  strengths: Strength[];
  challenges: Challenge[];
  goals: Goal[];
  steps: Step[];
  efforts: Effort[];
  agreements: Agreement[];
  meetings: Meeting[];
  plan_changes: PlanChange[];
  flags: Flag[];
  checkins: Checkin[];
  measurements: Measurement[];
  indicators: Indicator[];
  consents: Consent[];
  contacts: Contact[];
  events: PlanEvent[];
  /** Missing in a plan that an older version of the app kept. */
  attachments?: Picture[];
  /** As above. */
  wishes?: Wish[];
}
/** The parts of a plan that are lists of things with an id. */
export type PlanList = {
  [K in keyof Plan]-?: NonNullable<Plan[K]> extends { id: string }[] ? K : never;
}[keyof Plan];

export interface PlanChanges {
  format: number;
  /** The viewer's cursor was too old or his rights changed: `plan` replaces everything. */
  full: boolean;
  since: Rev;
  rev: Rev;
  plan?: Plan;
  /** Only what is new; departments and the viewer's rights never change without a full plan. */
  changed?: { [K in Exclude<PlanList, 'departments'>]?: Plan[K] } & { plan?: PlanHeader; dream?: Dream };
  removed?: { kind: string; id: Id }[];
}

/** The answer to every accepted write on a plan; `rev` is the writer's new revision. */
export interface WriteResult {
  id: Id;
  kind: string;
  rev: Rev;
  merged: boolean;
  changed: boolean;
  plan_change?: Id;
}

export interface Thread {
  id: Id;
  between: Id[];
  unread: number;
  last_at?: Instant;
  may_write: boolean;
}
export interface Message {
  id: Id;
  at: Instant;
  from: Id;
  text: string;
  kind: 'text' | 'voice' | 'call_log' | 'flag_summary' | 'absence' | 'photo';
  read_at?: Instant;
  lang?: string;
  translation?: { lang: string; text: string; machine?: boolean };
  transcript?: string;
  duration_s?: number;
  attachment?: { kind: string; alt?: string };
  out_of_hours?: boolean;
  auto_reply?: string;
}
export interface MessagePage {
  threads: Thread[];
  thread: Id;
  /** Oldest first. */
  messages: Message[];
  more: boolean;
}

export interface CitizenRow {
  id: Id;
  name: string;
  preferred_name: string;
  plan: { id: Id; title: string; rev: Rev; status: 'draft' | 'active' };
  relation: 'consultant' | 'deputy' | 'professional';
  /** What this citizen waits for you to do. */
  waiting: {
    what: 'disagreement' | 'talk' | 'message' | 'wish';
    plan_change?: Id;
    thread?: Id;
    wish?: Id;
    since: Instant;
  }[];
  unread_messages: number;
  /** Changes the citizen has not answered yet. */
  unanswered_changes: number;
  next_meeting?: { id: Id; start: Instant; title?: string };
  can_push: boolean;
}
export interface CitizenList {
  citizens: CitizenRow[];
  total: number;
  /** Citizens who wait for an answer: one's own, or for a team lead those of the municipality. */
  waiting_total: number;
}

/** Fields of a write: left out = leave as it is, null = clear. */
type Patch<T, K extends keyof T> = { [P in K]?: T[P] | null };
export type DreamFields = { text: string };
export type StrengthFields = Patch<Strength, 'text' | 'status' | 'said_by' | 'rank'>;
export type ChallengeFields = Patch<Challenge, 'text' | 'what_helps' | 'status' | 'rank'>;
/** `focus_goals`: at most three. */
export type BoardFields = Patch<PlanHeader['board'], 'lanes' | 'focus_goals' | 'layout'>;
export type GoalFields = Patch<
  Goal,
  'area' | 'title' | 'in_own_words' | 'icon' | 'colour' | 'status' | 'target_date' | 'reached_on' | 'rank'
>;
export type StepFields = Patch<
  Step,
  'goal' | 'text' | 'status' | 'due' | 'done_at' | 'repeats' | 'ticks' | 'of' | 'after' | 'note' | 'rank'
>;
export type EffortFields = Patch<
  Effort,
  Exclude<keyof Effort, 'id' | 'may_edit' | 'last' | 'partial' | 'adjustments' | 'sensitive'>
>;
export type AgreementFields = Patch<
  Agreement,
  'text' | 'responsible' | 'due' | 'repeats' | 'status' | 'closed_on' | 'goal' | 'made_at' | 'note' | 'rank'
>;
export type MeetingFields = Patch<
  Meeting,
  | 'title'
  | 'start'
  | 'end'
  | 'place'
  | 'form'
  | 'with'
  | 'purpose'
  | 'mandatory'
  | 'duty_text'
  | 'companions'
  | 'bring'
  | 'status'
  | 'effort'
  | 'reminders'
  | 'may_choose_form'
  | 'transport'
>;
export type PictureFields = Patch<Picture, 'text' | 'taken_on' | 'status'>;
export type WishFields = Patch<Wish, 'entry' | 'words' | 'to' | 'status'>;
/** Staff must say why; it becomes the plan change the citizen is asked about. */
export type Why = { why?: string };
export type AnswerFields = { answer: Answer; comment?: string } | { text: string } | { seen: true };
