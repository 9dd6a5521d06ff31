/** What staff see and do about a change of consultant. */
import { call } from './client';
import type { Day, Id, Instant } from './types';

interface Handed {
  id: Id;
  to: Id;
  at: Instant;
  until: Instant;
  withdrawn?: boolean;
}
export interface HandoverCard extends Handed {
  plan: Id;
  /** Not told to the new one until the citizen is his. */
  citizen_name?: string;
  from_name: string;
  to_name: string;
  part: 'giving' | 'given' | 'coming' | 'taken' | 'lead';
}
export interface HandoverList {
  changes: HandoverCard[];
  citizens: { plan: Id; name: string; consultant: Id; consultant_name: string }[];
  colleagues: { id: Id; name: string }[];
}
export interface HandoverView extends Handed {
  plan: Id;
  citizen: Id;
  citizen_name: string;
  from: Id;
  from_name: string;
  to_name: string;
  reason: string;
  farewell?: string;
  hello?: string;
  for_new?: string;
  owed: { what: string; on?: string }[];
}
export interface HandOverFields {
  to?: Id;
  from_date?: Day;
  reason?: string;
  farewell?: string;
  withdrawn?: boolean;
}
export const listHandovers = () => call<HandoverList>('/me/handovers');
export const getHandover = (plan: Id) => call<HandoverView>(`/plans/${plan}/consultant`);
/** A team lead is not on the plan, and has an address of his own for it. */
export const handOver = (plan: Id, lead: boolean, fields: HandOverFields, key: string) =>
  call<Handed>(lead ? `/me/handovers/${plan}` : `/plans/${plan}/consultant`, {
    method: 'PUT',
    body: fields,
    key,
  });
export const sayHello = (plan: Id, text: string, key: string) =>
  call<Handed>(`/plans/${plan}/consultant/hello`, { method: 'PUT', body: { text }, key });
