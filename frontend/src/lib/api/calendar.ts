/** A person's meetings in a calendar of his own elsewhere. */
import { call } from './client';
import type { Id, Instant } from './types';

export type CalendarTitles = 'neutral' | 'full';
export interface CalendarFeed {
  on: boolean;
  titles: CalendarTitles;
  /** Staff put no citizen's words in theirs. */
  may_choose_titles: boolean;
  made_at?: Instant;
  /** The private address; whoever has it reads the calendar. */
  url?: string;
}
export interface CalendarWish {
  on: boolean;
  titles?: CalendarTitles;
  /** Makes a new address; the old one is dead at once. */
  renew?: boolean;
}
export const getCalendarFeed = () => call<CalendarFeed>('/me/calendar');
/** Sent again with the same key it renews nothing twice. @throws ApiError */
export const putCalendarFeed = (wish: CalendarWish, key: Id) =>
  call<CalendarFeed>('/me/calendar', { method: 'PUT', body: wish, key });
/** Where the browser fetches one meeting as a file (RFC 5545). */
export const meetingFile = (plan: Id, meeting: Id): string =>
  `/api/v1/plans/${plan}/meetings/${meeting}/calendar`;
