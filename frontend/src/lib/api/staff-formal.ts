/** The number by which MitID finds a citizen, and a yes that she gave on paper or by word. Only the desk calls it. */
import { call } from './client';
import type { ConsentTexts, Day, Id, WriteResult } from './types';

export interface ConsentSaid {
  code: string;
  version: number;
  department?: string;
  how: 'paper' | 'spoken';
  on: Day;
  witness?: string;
  interpreter?: string;
}
/** Never shown again. Another number than before ends her sessions. @throws ApiError `invalid` */
export const putCpr = (citizen: Id, cpr: string) =>
  call(`/citizens/${citizen}/cpr`, { method: 'PUT', body: { cpr } });
export const listConsentTexts = () => call<ConsentTexts>('/consent-texts');
/** @throws ApiError `invalid` */
export const recordConsent = (plan: Id, id: Id, said: ConsentSaid) =>
  call<WriteResult>(`/plans/${plan}/consents/${id}`, { method: 'PUT', body: said, key: id });
