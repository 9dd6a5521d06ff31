/** What only the desk calls; kept apart so that no citizen downloads it. */
import { call, newId } from './client';
import type { CitizenList, Id, Instant } from './types';

export const listMyCitizens = () => call<CitizenList>('/citizens');
/** The consultant who creates a citizen becomes that citizen's consultant. */
export const createCitizen = (
  id: Id,
  fields: {
    name: string;
    preferred_name: string;
    language?: string;
    phone?: string;
    plan: { id: Id; title?: string };
  },
) => call<{ id: Id; plan: { id: Id } }>(`/citizens/${id}`, { method: 'PUT', body: fields, key: id });
/** A sign-in code for one person: 10 minutes, single use. The same `codeId` gives the same answer. */
export const issueCode = (citizen: Id, codeId: Id = newId()) =>
  call<{ code: string; link: string; expires_at: Instant }>(`/citizens/${citizen}/codes/${codeId}`, {
    method: 'PUT',
    body: {},
    key: codeId,
  });
