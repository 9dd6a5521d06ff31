/** Her own data. Straight to the server: whoever says yes or takes it back must know that it got there. */
import { newId, type ConsentTexts, type Day, type Id, type WriteResult } from '$lib/api';
import type { RightsRequest } from '../../lib/api/types';
import { call } from '../../lib/api/client';
import { takeOut } from '../../lib/api/file';

export const consentTexts = () => call<ConsentTexts>('/consent-texts');
export const putConsent = (
  plan: Id,
  id: Id,
  fields: { code: string; version: number; department?: string; assessment?: Id },
) => call<WriteResult>(`/plans/${plan}/consents/${id}`, { method: 'PUT', body: fields, key: id });
export const withdrawConsent = (plan: Id, id: Id, key: Id) =>
  call<WriteResult>(`/plans/${plan}/consents/${id}/withdrawn`, { method: 'PUT', body: {}, key });
export const confirmConsent = (plan: Id, id: Id, key: Id) =>
  call<WriteResult>(`/plans/${plan}/consents/${id}/confirmed`, { method: 'PUT', body: {}, key });
export const letConsentRunOut = (plan: Id, id: Id, key: Id) =>
  call<WriteResult>(`/plans/${plan}/consents/${id}/let-run-out`, { method: 'PUT', body: {}, key });
/** The consents that stop soon: the server knows the municipality's days. */
export const endingSoon = async (plan: Id): Promise<readonly Id[]> => {
  const { alerts } = await call<{ alerts: { rule: string; subject?: { id: Id } }[] }>(
    `/plans/${plan}/attention`,
  );
  return alerts.flatMap((a) => (a.rule === 'consent_ends' && a.subject ? [a.subject.id] : []));
};

/** How long one sort of my data is kept, in the municipality's words; goes_on is when the oldest of it goes. */
export interface Kept {
  code: string;
  what: string;
  why: string;
  years?: number;
  days?: number;
  from: string;
  goes_on?: Day;
  /** Of the whole plan: that the day was told, until when it is held back, and why. */
  told?: boolean;
  held_until?: Day;
  held_why?: string;
}
export const keptFor = async (plan: Id): Promise<readonly Kept[]> =>
  (await call<{ classes: Kept[] }>(`/plans/${plan}/retention`)).classes;
export interface RightAsked {
  what: RightsRequest['what'];
  about?: { kind: string; id: Id };
  words: string;
}
export const askForRight = (plan: Id, id: Id, asked: RightAsked) =>
  call<WriteResult>(`/plans/${plan}/rights-requests/${id}`, { method: 'PUT', body: asked, key: id });
export const withdrawRight = (plan: Id, id: Id, key: Id) =>
  call<WriteResult>(`/plans/${plan}/rights-requests/${id}/withdrawn`, { method: 'PUT', body: {}, key });

/** Everything about me, as one file. */
export const exportMine = (plan: Id) => takeOut(`/plans/${plan}/exports/${newId()}`);
