/** What wants attention at the desk: the work queue, and letting something be. Only the desk calls it. */
import { call } from './client';
import type { Day, Id, Instant } from './types';

export type Level = 'info' | 'amber' | 'orange' | 'red';
/** A deed that ends an alert, in the reader's language. */
export interface AlertEnd {
  code: string;
  text: string;
}
/** One who was told; without a name the role has nobody. */
export interface AlertTold {
  role: 'owner' | 'consultant' | 'deputy' | 'leader';
  person?: Id;
  name?: string;
  at: Instant;
}
export interface Alert {
  /** Names it over days and levels, on its plan. */
  key: string;
  rule: string;
  level: Level;
  /** What it is about; left out where the reader sees no more than when that is. */
  subject?: { kind: string; id: Id };
  since: Instant;
  text: string;
  /** How one can best begin. */
  suggest?: string;
  told: AlertTold[];
  /** Who is to act. */
  owner?: Id;
  /** Where an unanswered message stands. */
  thread?: Id;
  ends: AlertEnd[];
  from?: Day;
  to?: Day;
}
export interface QueuedAlert extends Alert {
  citizen: { id: Id; name: string; preferred_name: string; phone?: string };
  plan: Id;
}

/** The loudest first. */
export const listQueue = () => call<{ alerts: QueuedAlert[] | null }>('/me/queue');
/** It may stay as it is, and why; the citizen reads that. @throws ApiError */
export const settleAlert = (plan: Id, key: string, why: string, id: Id) =>
  call(`/plans/${plan}/attention/settled`, { method: 'PUT', body: { key, why }, key: id });
