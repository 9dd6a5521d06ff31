/** One's own week over all the citizens one works with. Only the desk calls it. */
import { call } from './client';
import type { Day, Id, Instant, Meeting, TimeSpan } from './types';

export type WeekSort = 'meeting' | 'follow_up' | 'effort_end' | 'call_back' | 'reachable';
/** One thing in a week. */
export interface WeekEntry {
  what: WeekSort;
  plan: Id;
  citizen: { id: Id; name: string; preferred_name: string };
  /** The meeting's, the effort's or the request's; an agreed time has none. */
  id?: Id;
  /** Left out where no more of it is seen than when it is. */
  title?: string;
  /** Left out of what is on a day as a whole; without an end it is by when a call was promised. */
  start?: Instant;
  end?: Instant;
  on: Day;
  /** The day that was missed, where it stands on today because of that. */
  due?: Day;
  form?: Meeting['form'];
  status?: Meeting['status'];
  mine: boolean;
  /** Mine only while I stand in for another. */
  stands_in?: boolean;
}
export interface WeekDay {
  date: Day;
  /** What a public holiday is called, in Danish. */
  holiday?: string;
  hours: TimeSpan[];
  away?: boolean;
  /** Who stands in. */
  deputy?: string;
  stands_in_for?: string[];
}
export interface Week {
  /** Of the week (ISO 8601), which is not always that of its days. */
  year: number;
  number: number;
  days: WeekDay[];
  entries: WeekEntry[];
}

/** The week round a day. @throws ApiError */
export const getWeek = (day: Day) => call<Week>(`/me/week?day=${day}`);
