/** Who has looked at the citizen's plan: asked anew each time, and kept on no phone. */
import type { Day, Id, Instant } from '$lib/api';
import { call } from '../../lib/api/client';

/** Plain Danish, as it was written down. */
export interface Reading {
  id: Id;
  day: Day;
  /** Left out of one of her own people. */
  at?: Instant;
  by: Id;
  what: string;
  why?: string;
  role?: string;
  /** When he could look no longer, where he had to give a reason. */
  until?: Instant;
}
export interface Reader {
  id: Id;
  name: string;
  role?: string;
  department?: string;
  /** One of her own people, by the name she gave him. */
  own?: boolean;
}
/** Newest first. */
export interface AccessLog {
  readings: Reading[];
  /** All who ever looked. */
  readers: Reader[];
  before?: string;
}

export const listAccessLog = (plan: Id, before = '', by: Id | '' = '') =>
  call<AccessLog>(`/plans/${plan}/access-log?before=${encodeURIComponent(before)}${by && `&by=${by}`}`);
