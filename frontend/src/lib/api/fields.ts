/** What a write may hold, by kind. */
import type {
  Agreement,
  Answer,
  Challenge,
  Effort,
  Goal,
  Meeting,
  MeetingRequest,
  Picture,
  Step,
  Strength,
  Wish,
} from './things';
import type { PlanHeader } from './types';

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
  Exclude<
    keyof Effort,
    'id' | 'may_edit' | 'last' | 'partial' | 'adjustments' | 'sensitive' | 'ending' | 'end_word'
  >
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
  | 'measurement'
  | 'duty_text'
  | 'companions'
  | 'bring'
  | 'status'
  | 'effort'
  | 'reminders'
  | 'may_choose_form'
  | 'transport'
  | 'link'
  | 'interpreter'
>;
export type PictureFields = Patch<Picture, 'text' | 'taken_on' | 'status'>;
export type MeetingRequestFields = Patch<
  MeetingRequest,
  'when' | 'words' | 'form' | 'pick_up' | 'status' | 'call' | 'wished_times'
>;
export type WishFields = Patch<Wish, 'entry' | 'words' | 'to' | 'status'>;
/** Staff must say why; it becomes the plan change the citizen is asked about. */
export type Why = { why?: string };
export type AnswerFields = { answer: Answer; comment?: string } | { text: string } | { seen: true };
