/** What was on a plan before; kept apart, for it is fetched by few and never kept on the phone. */
import { call } from './client';
import type { Id, Instant, Person, Plan } from './types';

export interface HistoryEntry {
  /** Names the plan as it stood after it; one viewer's own. */
  id: string;
  at: Instant;
  /** Left out where the viewer is not told. */
  by?: Id;
  /** Plain Danish, oldest first. */
  sentences: string[];
  why?: string;
  /** The agreed version that came of it. */
  version?: number;
}
/** Newest first. */
export interface HistoryPage {
  entries: HistoryEntry[];
  people: Person[];
  /** Asks for the page after this one. */
  before?: string;
}

export const getPlanHistory = (plan: Id, before = '') =>
  call<HistoryPage>(`/plans/${plan}/history?before=${encodeURIComponent(before)}`);
/** The plan as it stood after an entry; nothing on it can be changed. */
export const getPlanVersion = (plan: Id, entry: string) =>
  call<Plan>(`/plans/${plan}/versions/${encodeURIComponent(entry)}`);
