/** Who is signed in on this browser. */
import { call } from './client';
import type { Me } from './types';

/** `code` is the last part of a sign-in link, or a spoken code in any case, with or without dashes. */
export const createSession = (code: string) => call<Me>('/session', { method: 'POST', body: { code } });
export const endSession = (signal?: AbortSignal) =>
  call<void>('/session', { method: 'DELETE', ...(signal && { signal }) });
export const getMe = () => call<Me>('/me');
