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
/** A citizen said that one of her people is not good to her, and nobody has taken it up. */
export interface ReportWaits {
  citizen: string;
  since: Instant;
  /** Where I act for her. */
  plan?: Id;
  /** Where nobody does: who did. */
  for?: string;
}
export const listReports = (after?: string) =>
  call<{ reports: ReportWaits[]; next?: string }>(`/me/reports${after ? `?after=${after}` : ''}`);
export const takeReports = (plan: Id, contact: Id, fields: { up_to: Instant; done: string }, key: string) =>
  call(`/plans/${plan}/contacts/${contact}/reports`, { method: 'PUT', body: fields, key });
export const listAbsences = () => call<AbsenceList>('/me/absences');
export const putAbsence = (id: Id, fields: AbsenceFields, key: string) =>
  call<AbsenceView>(`/me/absences/${id}`, { method: 'PUT', body: fields, key });
export const putProtection = (plan: Id, wish: { protected: boolean; people: boolean }, key: string) =>
  call(`/plans/${plan}/protection`, { method: 'PUT', body: wish, key });
export const listWaiting = () => call<{ waiting: WaitsFor[] }>('/me/waiting');
