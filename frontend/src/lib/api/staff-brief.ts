/** What to have in mind before one meets or calls a citizen. Only the desk calls it. */
import { call } from './client';
import type { Day, Id, Instant, Mood } from './types';

export interface BriefPromise {
  id: Id;
  side: 'staff' | 'citizen' | 'other';
  /** Whose it is. */
  name: string;
  text: string;
  due?: Day;
  late: boolean;
}
export interface BriefWords {
  text: string;
  /** Left out where nobody knows when it was said. */
  at?: Instant;
  /** What a text in another language was translated to. */
  danish?: string;
}
export interface Brief {
  contact?: {
    at: Instant;
    how: 'message' | 'call' | 'meeting' | 'visit' | 'letter' | 'answer';
    person?: Id;
    name?: string;
  };
  /** The staff's before the citizen's, those due first before the others. */
  promises: BriefPromise[] | null;
  mood?: { at: Instant; score?: number; word?: string; face?: Mood };
  flags: { id: Id; category: string; since: Instant; urgent: boolean; seen: boolean }[] | null;
  /** Without a title no more of it is seen than when it ends. */
  next_end?: { id: Id; title?: string; on: Day; passed: boolean };
  dream?: BriefWords;
  words?: BriefWords;
}

/** @throws ApiError */
export const getBrief = (plan: Id) => call<Brief>(`/plans/${plan}/brief`);

/** How many citizens a consultant has, and should have at most, where that is said. */
export interface Caseload {
  person: Id;
  name: string;
  citizens: number;
  norm?: number;
}
/** One's own, or as a team lead the team's. @throws ApiError */
export const listCaseload = () => call<{ consultants: Caseload[] | null }>('/me/caseload');
