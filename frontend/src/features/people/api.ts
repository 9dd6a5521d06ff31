/** What is asked of the server about one's people. All of it needs the net: nothing waits on the phone. */
import { newId, type Area, type Day, type Id, type Me, type Plan } from '$lib/api';
import { call } from '../../lib/api/client';

export type Meetings = 'none' | 'along' | 'all';
export type May = 'come_along' | 'drive' | 'write' | 'offer_help' | 'encourage';
export type Role = 'companion' | 'driver' | 'supporter' | 'talker';
export interface Share {
  meetings: Meetings;
  items: { kind: string; id: Id }[];
  lanes: Area[];
  may: May[];
  until: Day;
}
export interface Invited {
  id: Id;
  name: string;
  state: 'waiting' | 'taken' | 'withdrawn' | 'too_many_tries' | 'run_out';
  expires_at: string;
  link?: string;
  spoken?: string;
}

const put = <T>(path: string, body: unknown = {}, key = newId()) =>
  call<T>(path, { method: 'PUT', body, key });

export const invite = (
  plan: Id,
  id: Id,
  wish: Share & { name: string; relation?: string; role?: Role; sure?: true },
) => put<Invited>(`/plans/${plan}/invitations/${id}`, wish, id);
export const listInvitations = async (plan: Id) =>
  (await call<{ invitations: Invited[] }>(`/plans/${plan}/invitations`)).invitations;
export const withdraw = (plan: Id, id: Id) => put(`/plans/${plan}/invitations/${id}/withdrawal`);
export const confirm = (plan: Id, who: Id, answer: 'yes' | 'no') =>
  put(`/plans/${plan}/contacts/${who}/confirmation`, { answer });
export const putSharing = (plan: Id, who: Id, share: Share) =>
  put(`/plans/${plan}/contacts/${who}/sharing`, share);
export const getSharing = (plan: Id, who: Id) =>
  call<Partial<Share> & { until: Day }>(`/plans/${plan}/contacts/${who}/sharing`);
export const pause = (plan: Id, who: Id, paused: boolean) =>
  put(`/plans/${plan}/contacts/${who}/pause`, { paused });
export const say = (plan: Id, of: 'encouragements' | 'offers', id: Id, text: string) =>
  put(`/plans/${plan}/${of}/${id}`, { text }, id);
export const answerOffer = (plan: Id, who: Id, note: Id, answer: 'yes' | 'no') =>
  put(`/plans/${plan}/contacts/${who}/offers/${note}/answer`, { answer });
/** What the citizen and one of her people write to each other. */
export interface ContactThread {
  id: Id;
  contact: Id;
  unread: number;
  may_write: boolean;
}
export const listContactThreads = async (plan: Id) =>
  (await call<{ threads: ContactThread[] }>(`/plans/${plan}/contact-threads`)).threads;
export interface Note {
  id: Id;
  of: 'encouragement' | 'offer' | 'message';
  text: string;
  at: string;
  /** It came while he was turned off or paused. */
  silent?: boolean;
}
export const listNotes = async (plan: Id, who: Id) =>
  (await call<{ notes: Note[] }>(`/plans/${plan}/contacts/${who}/notes`)).notes;
export const mute = (plan: Id, who: Id, muted: boolean) =>
  put(`/plans/${plan}/contacts/${who}/mute`, { muted });
export const report = (plan: Id, who: Id, said: string) =>
  put(`/plans/${plan}/contacts/${who}/report`, { ...(said.trim() && { words: said }) });
export const remove = (plan: Id, who: Id) => put(`/plans/${plan}/contacts/${who}/removal`);
export const seeAs = (plan: Id, who: Id) => call<Plan>(`/plans/${plan}/as/${who}`);
export const leave = (plan: Id) => put(`/plans/${plan}/leaving`);
export const linkDevice = () => put<{ link: string }>(`/me/devices/${newId()}`);
export interface Asked {
  id: Id;
  who: string;
  state: 'waiting' | 'given' | 'kept' | 'dropped' | 'run_out';
  text?: string;
  link?: string;
}
export const askFeedback = (plan: Id, id: Id, who: string) =>
  put<Asked>(`/plans/${plan}/feedback/${id}`, { who }, id);
export const listFeedback = async (plan: Id) =>
  (await call<{ feedback: Asked[] }>(`/plans/${plan}/feedback`)).feedback;
export const answerFeedback = (plan: Id, id: Id, keep: boolean) =>
  put(`/plans/${plan}/feedback/${id}/answer`, { keep });
export const lookFeedback = (code: string) =>
  call<{ name: string }>('/feedback/look', { method: 'POST', body: { code } });
export const giveFeedback = (code: string, text: string) =>
  call('/feedback', { method: 'POST', body: { code, text } });
export const accept = (code: string, spoken: string, name: string, key: Id) =>
  call<Me>('/invitations/accept', { method: 'POST', body: { code, spoken, name }, key });

/** What the citizen may do, in the words of the plan and of the API. */
export const MAY: Record<string, May> = {
  accompany: 'come_along',
  transport: 'drive',
  write_to_citizen: 'write',
  offer_help: 'offer_help',
  encourage: 'encourage',
};
/** The parts of life that are closed until one is opened. */
export const CLOSED: readonly Area[] = ['body', 'mind', 'habits'];
