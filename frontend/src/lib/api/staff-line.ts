/** What staff see and write of who answers whom: calls that were asked for, absence, and who waits too long. */
import { call } from './client';
import type { Id, Instant, TimeSpan } from './types';

export interface CallAsked {
  plan: Id;
  request: Id;
  citizen_name: string;
  phone?: string;
  words?: string;
  since: Instant;
  due: Instant;
  today?: boolean;
  wished_times: TimeSpan[];
}
export interface AbsenceView {
  id: Id;
  person: Id;
  name: string;
  deputy: Id;
  deputy_name: string;
  from: string;
  to: string;
}
export interface AbsenceList {
  absences: AbsenceView[];
  colleagues: { id: Id; name: string }[];
}
export interface AbsenceFields {
  person?: Id;
  from: string;
  to: string;
  deputy: Id;
  withdrawn?: boolean;
}
export interface WaitsFor {
  for: Id;
  for_name: string;
  since: Instant;
  working_hours: number;
}
/** A citizen whom nobody works with now said that one of her people is not good to her. */
export interface ReportWaits {
  citizen: string;
  since: Instant;
  for: string;
}
export const listAbsences = () => call<AbsenceList>('/me/absences');
export const putAbsence = (id: Id, fields: AbsenceFields, key: string) =>
  call<AbsenceView>(`/me/absences/${id}`, { method: 'PUT', body: fields, key });
export const putProtection = (plan: Id, wish: { protected: boolean; people: boolean }, key: string) =>
  call(`/plans/${plan}/protection`, { method: 'PUT', body: wish, key });
export const listWaiting = () => call<{ waiting: WaitsFor[]; reports: ReportWaits[] }>('/me/waiting');
