/** Who has read what in a week, for a lead to look at. Only the desk calls it. */
import { call } from './client';
import type { Day, Id, Instant } from './types';

/** The week from a Monday: how many readings are shown, and of how many nobody has said anything. */
export interface ReadingWeek {
  week: Day;
  shown: number;
  left: number;
}
export interface SampledReading {
  id: Id;
  citizen: { id: Id; name: string; preferred_name: string };
  by: Id;
  name: string;
  role?: string;
  /** How he was tied to the plan when he read; left out where he was not. */
  tie?: 'consultant' | 'deputy' | 'professional';
  /** By emergency access. */
  glass?: boolean;
  /** Some of it before 6, after 20 or on a Saturday or Sunday. */
  odd?: boolean;
  times: number;
  first: Instant;
  last: Instant;
  what: string[];
  why: string[];
  /** One's own, which somebody else judges. */
  own?: boolean;
  checked?: { name: string; at: Instant; said: ReadingSaid; words?: string };
}
export type ReadingSaid = 'fine' | 'asked';
export interface ReadingSample {
  week: Day;
  /** Among how many it was drawn. */
  of: number;
  readings: SampledReading[];
}
/** The last four whole weeks, the newest first. It names nobody. */
export const listReadingSamples = () => call<{ weeks: ReadingWeek[] }>('/me/reading-samples');
/** Whose plans it names reads of it. @throws ApiError `invalid` for a week that is not over */
export const getReadingSample = (week: Day) => call<ReadingSample>(`/me/reading-samples/${week}`);
/** The same again changes nothing. @throws ApiError `invalid`, `forbidden` of one's own */
export const checkReading = (week: Day, id: Id, said: ReadingSaid, words: string) =>
  call<SampledReading>(`/me/reading-samples/${week}/${id}`, { method: 'PUT', body: { said, words } });
