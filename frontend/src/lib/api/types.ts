/**
 * What the server says and takes, as the screens know it.
 *
 * Dates are `YYYY-MM-DD` and mean a day in Copenhagen; instants are RFC 3339; `rev` is opaque: only equal or not
 * equal means something. Fields that are not set are left out of an answer, never null.
 */
import type {
  Agreement,
  Assessment,
  AssessmentNote,
  Story,
  Challenge,
  Checkin,
  Consent,
  Contact,
  ContactAttempt,
  Dream,
  Effort,
  Flag,
  Goal,
  Handover,
  Indicator,
  Measurement,
  Meeting,
  MeetingRequest,
  Person,
  Picture,
  PlanChange,
  PlanEvent,
  Step,
  Strength,
  Wish,
} from './things';
export type * from './fields';
export type * from './things';

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

export type Channel = 'push' | 'sms' | 'email' | 'call';
export interface OwnSettings {
  /** ISO 8601 durations before a meeting. */
  reminders?: string[];
  /** Wall clock in Copenhagen, `HH:MM`; the same twice is none. */
  quiet_hours?: { from: string; to: string };
  /** In the order in which they are tried. */
  channels?: Channel[];
  /** E.164. */
  phone?: string;
  email?: string;
  language?: string;
}
/** Which ways in there are beside a code. */
export interface Doors {
  mitid: boolean;
  staff: boolean;
  /** The municipality's number, for whoever is not found. */
  phone?: string;
}
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
  /** A citizen who never showed more than a code: she sees when her meetings are, and whom to turn to. */
  limited?: boolean;
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
  /** How the person wants to be reached; left out is no choice. Missing in what an older version of the app kept. */
  own?: OwnSettings;
  /** What can reach people from this installation at all; missing as above. */
  channels?: Channel[];
  session: {
    id: Id;
    created_at: Instant;
    /** When she last showed that it is her; missing in what an older version of the app kept. */
    auth_at?: Instant;
    expires_at: Instant;
    /** How its owner came in; missing in what an older version of the app kept. */
    opened_by?: 'code' | 'pin' | 'passkey' | 'oidc';
  };
  demo: boolean;
  prose_note?: string;
  server_time: Instant;
  format: number;
  municipality: { name: string; main_phone: string; unit_word: string };
  /** What staff are offered to write on a mandatory meeting; `{consultant}` stands for a name. */
  duty_text?: string;
}

export type May =
  | 'put_dream'
  | 'put_board'
  | 'answer_question'
  | 'put_hours'
  | 'assess'
  | 'put_strength'
  | 'put_challenge'
  | 'put_goal'
  | 'put_step'
  | 'put_effort'
  | 'put_agreement'
  | 'put_meeting'
  | 'put_attachment'
  | 'put_wish'
  | 'put_meeting_request'
  | 'answer_meeting'
  | 'answer_along'
  | 'log_contact'
  | 'answer_plan_change'
  | 'answer_plan'
  | 'propose_plan'
  | 'record_answer'
  | 'send_message'
  | 'reply_plan_change'
  | 'raise_flag';
/** A former one has handed the citizen over: only the conversation is open to her, for two weeks. */
export type Relation = 'citizen' | 'consultant' | 'deputy' | 'professional' | 'contact' | 'former';
export type EndReason = 'job' | 'education' | 'pension' | 'moved' | 'own_wish' | 'other' | 'died';
/**
 * That the plan has ended, and who speaks with the citizen afterwards; nobody where she died. Who is neither the citizen
 * nor her consultant is told the day at most.
 */
export interface PlanEnded {
  day?: Day;
  at?: Instant;
  by?: Id;
  reason?: EndReason;
  follow_up_by?: Id;
  follow_up_on?: Day;
  note?: string;
}
export interface PlanHeader {
  ended?: PlanEnded;
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
  /** There where the citizen lives at a protected address; people: she may invite all the same. */
  protection?: { people: boolean };
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
  meeting_requests?: MeetingRequest[];
  contact_attempts?: ContactAttempt[];
  handovers?: Handover[];
  assessments?: Assessment[];
  assessment_notes?: AssessmentNote[];
  stories?: Story[];
  rights_requests?: RightsRequest[];
}
/** The parts of a plan that are lists of things with an id. */
export type PlanList = {
  [K in keyof Plan]-?: NonNullable<Plan[K]> extends { id: string }[] ? K : never;
}[keyof Plan];

/** A brief answer: what the phone asked is not told again. */
export interface PlanChanges {
  /** The viewer's cursor was too old or his rights changed: `plan` replaces everything. */
  full?: boolean;
  rev: Rev;
  plan?: Plan;
  /** Only what is new; departments and the viewer's rights never change without a full plan. */
  changed?: { [K in Exclude<PlanList, 'departments'>]?: Plan[K] } & {
    plan?: PlanHeader;
    dream?: Dream;
    /** Of steps that the phone has: the fields that are other now, null for one that is gone. */
    step_fields?: { id: Id; [field: string]: unknown }[];
  };
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
  /** Where reading goes on. */
  first_unread?: Id;
  last_at?: Instant;
  may_write: boolean;
}
/** What a message carries; those of an older app have no id, and nothing to fetch. */
export interface Attachment {
  id?: Id;
  kind: string;
  alt?: string;
  duration_s?: number;
  /** How loud a voice is along its way, 0 to 100. */
  wave?: number[];
  width?: number;
  height?: number;
}
/** Words in another language: `lang` is its ISO 639 code. */
export interface Translated {
  lang: string;
  text: string;
}
export interface Message {
  id: Id;
  at: Instant;
  from: Id;
  text: string;
  kind: 'text' | 'voice' | 'call_log' | 'flag_summary' | 'absence' | 'photo';
  read_at?: Instant;
  lang?: string;
  /** Beside the words: by a person (`by`, `at`), or by a machine. */
  translation?: Translated & { machine?: boolean; by?: Id; at?: Instant };
  transcript?: string;
  duration_s?: number;
  attachment?: Attachment;
  out_of_hours?: boolean;
  auto_reply?: string;
  mood?: Mood;
  /** What it said before, the first text first. */
  corrected?: { at: Instant; text_before: string[] };
  /** Who of the staff said that it needs no answer. */
  no_answer?: { by: Id; at: Instant };
  /** The phone it came from, where it was new to the citizen then; for her and her consultant. */
  device?: string;
  /** The writer took it back: nothing else is left. */
  recalled_at?: Instant;
}
export type Mood = 'happy' | 'okay' | 'tired' | 'worried' | 'sad' | 'angry';
export interface MessagePage {
  threads: Thread[];
  thread: Id;
  /** Oldest first. */
  messages: Message[];
  more: boolean;
  /** Older ones that became others lately; with the newest page only. */
  changed?: Message[];
  /** Whoever wrote here or may. */
  people: Person[];
  /** How many messages of the citizen's own people she has not read; with the newest page only. */
  of_people?: number;
}

export interface CitizenRow {
  id: Id;
  name: string;
  preferred_name: string;
  plan: { id: Id; title: string; rev: Rev; status: 'draft' | 'active'; ended?: Day };
  relation: 'consultant' | 'deputy' | 'professional';
  /** What this citizen waits for you to do. */
  waiting: {
    what:
      | 'disagreement'
      | 'talk'
      | 'message'
      | 'wish'
      | 'absence'
      | 'pick_up'
      | 'meeting_request'
      | 'companion'
      | 'summary';
    plan_change?: Id;
    thread?: Id;
    wish?: Id;
    meeting?: Id;
    meeting_request?: Id;
    /** When an answer is expected, as the consultant's working hours go. */
    due?: Instant;
    /** Asked for today: it comes before everything else. */
    urgent?: boolean;
    since: Instant;
  }[];
  unread_messages: number;
  /** Changes the citizen has not answered yet. */
  unanswered_changes: number;
  next_meeting?: { id: Id; start: Instant; title?: string };
  can_push: boolean;
  /** When somebody of the staff was in touch last; what a program sends is no contact. */
  last_contact?: { at: Instant; how: 'message' | 'call' | 'meeting' | 'visit' | 'letter' | 'answer' };
  /** The newest phone that the citizen came in on, while it is new; her consultant's to see. */
  new_device?: { at: Instant; name?: string };
  /** The loudest of what you are told of here. */
  alert?: { rule: string; level: 'info' | 'amber' | 'orange' | 'red'; text: string };
}
export interface CitizenList {
  citizens: CitizenRow[];
  total: number;
  /** Citizens who wait for an answer: one's own, or for a team lead those of the municipality. */
  waiting_total: number;
}

/** One thing that a citizen can say yes to, in the municipality's words. */
/** What the citizen wants corrected or erased, and what became of it. */
export interface RightsRequest {
  id: Id;
  what: 'correct' | 'erase' | 'erase_all';
  /** Left out where it was said in words, or where the reader does not see that thing. */
  about?: { kind: string; id: Id };
  words: string;
  at: Instant;
  /** The last day for an answer. */
  due: Day;
  lengthened?: { by: Id; at: Instant; text?: string };
  status: 'waiting' | 'answered' | 'withdrawn';
  outcome?: 'corrected' | 'erased' | 'partly' | 'refused';
  answer?: string;
  answered_at?: Instant;
  answered_by?: Id;
  complain?: string;
}
export interface ConsentText {
  code: string;
  version: number;
  kind: string;
  title: string;
  /** `{department}` stands for a department's name. */
  text: string;
  opens: string;
  ends: string;
  /** How long it holds from the day it is given. */
  months: number;
}
export interface ConsentTexts {
  texts: ConsentText[];
  /** The departments whose secrecy a consent can lift. */
  departments: string[];
}
