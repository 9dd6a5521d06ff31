/** What a team asks each other about, without saying about whom. Only the desk calls it. */
import { call } from './client';
import type { Area, Id, Instant } from './types';

export const HELP = ['placement', 'treatment', 'training', 'mentor', 'course', 'none'] as const;
export const SIGNS = [
  'silence',
  'no_show',
  'effort_ends',
  'gap',
  'stuck',
  'flag',
  'low_mood',
  'overdue',
] as const;
export const AGES = ['days', 'weeks', 'months'] as const;
export const KNOWN = ['under_half_year', 'under_two_years', 'over_two_years'] as const;
/** Of each sort; more would describe one person. */
export const MOST_FACTS = 3;

export interface SparringFields {
  question: string;
  tried?: string;
  areas?: Area[];
  help?: (typeof HELP)[number][];
  signs?: { sign: (typeof SIGNS)[number]; age: (typeof AGES)[number] }[];
  known?: (typeof KNOWN)[number];
}
export interface Idea {
  id: Id;
  author: string;
  mine: boolean;
  at: Instant;
  text: string;
  may_remove: boolean;
  /** I keep it as a note to myself. */
  kept: boolean;
}
export interface SparringCard extends SparringFields {
  id: Id;
  author: string;
  mine: boolean;
  at: Instant;
  /** When it is deleted. */
  ends: Instant;
  ideas: Idea[];
  /** Whom it is about: told to who asks alone. */
  about?: { plan: Id; name: string };
}
export interface SparringNote {
  id: Id;
  text: string;
  at: Instant;
  ends: Instant;
  about: { plan: Id; name: string };
}
export interface SparringList {
  cards: SparringCard[];
  notes: SparringNote[];
}

const path = (card: Id, idea?: Id): string => `/me/sparring/${card}${idea ? `/ideas/${idea}` : ''}`;
/** @throws ApiError */
export const listSparring = () => call<SparringList>('/me/sparring');
/** @throws ApiError `not_anonymous` where the words would tell who it is */
export const putSparring = (plan: Id, id: Id, fields: SparringFields, key: Id) =>
  call(`/plans/${plan}/sparring/${id}`, { method: 'PUT', body: fields, key });
export const endSparring = (card: Id) => call<SparringList>(path(card), { method: 'DELETE' });
export const putIdea = (card: Id, id: Id, text: string) =>
  call<SparringList>(path(card, id), { method: 'PUT', body: { text } });
export const removeIdea = (card: Id, id: Id) => call<SparringList>(path(card, id), { method: 'DELETE' });
export const keepIdea = (card: Id, id: Id) =>
  call<SparringList>(`${path(card, id)}/kept`, { method: 'PUT', body: {} });
export const forgetIdea = (id: Id) => call<SparringList>(`/me/sparring-notes/${id}`, { method: 'DELETE' });
