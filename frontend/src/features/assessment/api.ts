/** What the citizen says of an assessment. Straight to the server: whoever says who may read it must know that it got there. */
import type { Id, WriteResult } from '$lib/api';
import { call } from '../../lib/api/client';

export const answerNote = (
  plan: Id,
  note: Id,
  fields: { answer: 'fits' | 'not_quite'; words?: string },
  key: Id,
) => call<WriteResult>(`/plans/${plan}/notes/${note}/answer`, { method: 'PUT', body: fields, key });
export const shareNotes = (plan: Id, assessment: Id, share: boolean, key: Id) =>
  call<WriteResult>(`/plans/${plan}/assessments/${assessment}/sharing`, {
    method: 'PUT',
    body: { share },
    key,
  });
