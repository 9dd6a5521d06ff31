/** What a citizen may count on: who answers, by when, and where to call. */
import { call } from './client';
import type { Id, Instant } from './types';

export interface EmergencyNumber {
  label: string;
  number?: string;
  when?: string;
}
export interface Line {
  thread: Id;
  as_of: Instant;
  answers_today: { id: Id; name: string; deputy_for?: string; until?: string };
  waiting_since?: Instant;
  expected_by?: Instant;
  open_now: boolean;
  open_until?: Instant;
  next_open?: Instant;
  /** The next days on which who answers is at work, and when. */
  open_days: { start: Instant; end: Instant }[];
  call: { number?: string; out_of_hours?: { number: string; from: Instant; to: Instant } };
  emergency: EmergencyNumber[];
}
export const getPromise = (plan: Id, thread?: Id) =>
  call<Line>(`/plans/${plan}/promise${thread ? `?thread=${thread}` : ''}`);
