/**
 * Holds the types the screens use (`types.ts`) against those the server declares (`schema.gen.ts`): a name the screens
 * know and the server does not is a compile error that says the name. No code comes of this file.
 *
 * The screens' types stay their own, because they say what the generated ones cannot: which lists are never null in an
 * answer, which words a status may be, and what a day or an instant is.
 */
import type { CalendarFeed, CalendarWish } from './calendar';
import type { HistoryEntry, HistoryPage } from './history';
import type { Booking, Call, MeetingWarning, Reach } from './staff-meetings';
import type { Hours, HoursBody, PaidSaid, PaidWeek } from '../measure/hours/hours';
import type { components } from './schema.gen';
import type * as api from './types';

type Server = components['schemas'];
/** Names in ours that the server's type lacks; must be none. */
type Unknown<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;
type None<T extends never> = T;

export type Agreed = [
  None<Unknown<api.Me, Server['Me']>>,
  None<Unknown<api.Me['person'], Server['PersonDoc']>>,
  None<Unknown<NonNullable<api.Me['settings']>, Server['Settings']>>,
  None<Unknown<api.Plan, Server['Plan']>>,
  None<Unknown<api.PlanHeader, Server['PlanHead']>>,
  None<Unknown<api.PlanHeader['board'], Server['Board']>>,
  None<Unknown<NonNullable<api.PlanChanges['changed']>, Server['Changed']>>,
  None<Unknown<api.Person, Server['PersonView']>>,
  None<Unknown<api.Dream, Server['DreamItem']>>,
  None<Unknown<api.Strength, Server['StrengthItem']>>,
  None<Unknown<api.Challenge, Server['ChallengeItem']>>,
  None<Unknown<api.Goal, Server['GoalItem']>>,
  None<Unknown<api.Step, Server['StepItem']>>,
  None<Unknown<api.Effort, Server['EffortItem']>>,
  None<Unknown<api.Agreement, Server['AgreementItem']>>,
  None<Unknown<api.Meeting, Server['MeetingItem']>>,
  None<Unknown<api.PlanChange, Server['PlanChangeItem']>>,
  None<Unknown<api.Picture, Server['AttachmentItem']>>,
  None<Unknown<api.Wish, Server['WishItem']>>,
  None<Unknown<api.MeetingRequest, Server['MeetingRequestItem']>>,
  None<Unknown<api.ContactAttempt, Server['ContactAttemptItem']>>,
  None<Unknown<api.Handover, Server['HandoverItem']>>,
  None<Unknown<api.Assessment, Server['AssessmentItem']>>,
  None<Unknown<api.AssessmentNote, Server['AssessmentNoteItem']>>,
  None<Unknown<api.Story, Server['StoryItem']>>,
  None<Unknown<api.CatalogueEntry, Server['CatalogueEntry']>>,
  None<Unknown<api.TimeLimit, Server['TimeLimit']>>,
  None<Unknown<api.WriteResult, Server['Receipt']>>,
  None<Unknown<api.Thread, Server['ThreadView']>>,
  None<Unknown<api.Message, Server['Message']>>,
  None<Unknown<api.MessagePage, Server['MessageList']>>,
  None<Unknown<api.CitizenRow, Server['CitizenCard']>>,
  None<Unknown<api.CitizenList, Server['CitizenList']>>,
  None<Unknown<HistoryPage, Server['History']>>,
  None<Unknown<HistoryEntry, Server['HistoryEntry']>>,
  None<Unknown<CalendarFeed, Server['CalendarSettingsOutputBody']>>,
  None<Unknown<MeetingWarning, Server['Warning']>>,
  None<Unknown<Call, Server['Call']>>,
  None<Unknown<Reach, Server['Reach']>>,
  None<Unknown<Hours, Server['Hours']>>,
  None<Unknown<PaidWeek, Server['PaidWeek']>>,
  None<Unknown<PaidSaid, Server['PaidSaid']>>,
  // What is sent.
  None<Unknown<HoursBody, Server['PutHoursInputBody']>>,
  None<Unknown<Omit<Booking, 'meetings'>, Server['Booking']>>,
  None<Unknown<Booking['meetings'][number], Server['BookedMeeting']>>,
  None<Unknown<CalendarWish, Server['PutCalendarInputBody']>>,
  None<Unknown<api.GoalFields & api.Why, Server['PutGoal']>>,
  None<Unknown<api.StepFields & api.Why, Server['PutStep']>>,
  None<Unknown<api.EffortFields & api.Why, Server['PutEffort']>>,
  None<Unknown<api.AgreementFields & api.Why, Server['PutAgreement']>>,
  None<Unknown<api.MeetingFields & api.Why, Server['PutMeeting']>>,
  None<Unknown<api.BoardFields & api.Why, Server['PutBoard']>>,
  None<Unknown<api.StrengthFields & api.Why, Server['PutStrength']>>,
  None<Unknown<api.ChallengeFields & api.Why, Server['PutChallenge']>>,
  None<Unknown<api.PictureFields & api.Why, Server['PutPicture']>>,
  None<Unknown<api.WishFields, Server['PutWish']>>,
  None<Unknown<api.MeetingRequestFields, Server['PutMeetingRequest']>>,
  None<Unknown<api.DreamFields, Server['PutDreamInputBody']>>,
];
