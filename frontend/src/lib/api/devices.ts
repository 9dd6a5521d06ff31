/** The devices on which the person is signed in. */
import { call } from './client';
import type { Day, Id, Instant } from './types';

export interface SignedIn {
  id: Id;
  /** What it calls itself ("Android, Chrome"); left out where it does not say. */
  device?: string;
  created_at: Instant;
  /** The day, in Copenhagen, on which it was last heard of. */
  seen_on: Day;
  /** It was new to the person when she came in on it, less than a week ago. */
  new?: boolean;
  /** This one. */
  current?: boolean;
}
export const listSessions = async () => (await call<{ sessions: SignedIn[] }>('/sessions')).sessions;
export const endOneSession = (id: Id) => call<void>(`/sessions/${id}`, { method: 'DELETE' });
export const endOtherSessions = () =>
  call<{ ended: number; calendar_ended: boolean }>('/session/end-others', { method: 'POST', body: {} });
