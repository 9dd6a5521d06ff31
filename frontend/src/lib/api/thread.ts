/** What can be done in a thread besides writing and reading on. */
import { call, newId } from './client';
import { takeOut } from './file';
import type { Id, Instant, Message, Translated } from './types';

export const recallMessage = (plan: Id, id: Id) =>
  call<{ id: Id; recalled_at: Instant }>(`/plans/${plan}/messages/${id}/recall`, { method: 'PUT', body: {} });

export const correctMessage = (plan: Id, id: Id, text: string) =>
  call<{ id: Id; at: Instant }>(`/plans/${plan}/messages/${id}/text`, {
    method: 'PUT',
    body: { text },
    key: newId(),
  });

/** Puts a person's translation beside a message. Staff only. @throws ApiError */
export const translateMessage = (plan: Id, id: Id, words: Translated) =>
  call<{ id: Id; at: Instant }>(`/plans/${plan}/messages/${id}/translation`, {
    method: 'PUT',
    body: words,
    key: newId(),
  });

/** A citizen's message needs no answer, or does after all. Staff only. */
export const needNoAnswer = (plan: Id, id: Id, undone: boolean, key: string) =>
  call<{ id: Id; at?: Instant }>(`/plans/${plan}/messages/${id}/no-answer`, {
    method: 'PUT',
    body: { undone },
    key,
  });

/** What a search came to: what is older than `oldest` was not looked at. */
export interface Found {
  messages: Message[];
  searched: number;
  oldest?: Id;
  oldest_at?: Instant;
  more: boolean;
}
export const searchMessages = (plan: Id, words: string, thread?: Id, before?: Id) =>
  call<Found>(`/plans/${plan}/messages/search`, {
    method: 'POST',
    body: { words, ...(thread && { thread }), ...(before && { before }) },
  });

/** The thread as a file. The plan's history says from then on that it was taken out. */
export const exportThread = (plan: Id, thread: Id, format: 'pdf' | 'json') =>
  takeOut(`/plans/${plan}/threads/${thread}/exports/${newId()}`, { format });

/** What a member of staff often writes. */
export interface SavedReply {
  id: Id;
  title: string;
  text: string;
}
interface Replies {
  replies: SavedReply[];
}
export const listReplies = () => call<Replies>('/me/replies');
export const putReply = ({ id, ...body }: SavedReply) =>
  call<Replies>(`/me/replies/${id}`, { method: 'PUT', body });
export const deleteReply = (id: Id) => call<Replies>(`/me/replies/${id}`, { method: 'DELETE' });
