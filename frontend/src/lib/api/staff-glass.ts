/** Looking at one plan that one does not work with, for a reason that the citizen reads. Only the desk calls it. */
import { call } from './client';
import type { Day, Id, Instant, Plan } from './types';

export const GLASS_REASONS = ['danger', 'away', 'escalated', 'complaint'] as const;
export type GlassReason = (typeof GLASS_REASONS)[number];

export interface Glass {
  id: Id;
  plan: Id;
  citizen: { id: Id; name: string; preferred_name: string; phone?: string };
  reason: GlassReason;
  words: string;
  at: Instant;
  /** When it is over. */
  until: Instant;
  /** Who looks; left out to himself. */
  by?: Id;
  name?: string;
  role?: string;
}
/** One of the newest words of the citizen and her consultant. What was sent with it is not shown. */
export interface GlassMessage {
  id: Id;
  at: Instant;
  from: Id;
  text: string;
  recalled?: boolean;
  enclosed?: boolean;
}
export interface GlassView {
  glass: Glass;
  plan: Plan;
  messages: GlassMessage[];
}
export interface GlassWish {
  /** Her id where one was told of her; else her whole name and the day she was born. */
  citizen?: Id;
  name?: string;
  born?: Day;
  reason: GlassReason;
  words: string;
}
/** The same id and wish again is the same look. @throws ApiError `not_found`, `rate_limited`, `invalid` */
export const breakGlass = (id: Id, wish: GlassWish) =>
  call<Glass>(`/glass/${id}`, { method: 'PUT', body: wish });
/** Each time stands in her log. @throws ApiError `not_found` when the time is out */
export const getGlass = (id: Id) => call<GlassView>(`/glass/${id}`);
/** Who looked at my citizens' plans in the last 30 days. */
export const listGlass = () => call<{ looks: Glass[] }>('/glass');
