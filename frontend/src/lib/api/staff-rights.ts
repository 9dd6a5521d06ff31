/** What a citizen wants corrected or deleted, answered at the desk. */
import { call } from './client';
import type { Id, RightsRequest, WriteResult } from './types';

/** @throws ApiError `invalid`, `already_answered` */
export const answerRight = (
  plan: Id,
  id: Id,
  key: Id,
  said: { outcome: NonNullable<RightsRequest['outcome']>; text: string },
) => call<WriteResult>(`/plans/${plan}/rights-requests/${id}/answer`, { method: 'PUT', body: said, key });
/** @throws ApiError `invalid`, `already_answered` */
export const lengthenRight = (plan: Id, id: Id, key: Id, text: string) =>
  call<WriteResult>(`/plans/${plan}/rights-requests/${id}/lengthened`, {
    method: 'PUT',
    body: { text },
    key,
  });
