/** Push subscriptions of this browser. */
import { call } from './client';
import type { Id } from './types';

/** The server's VAPID key, base64url. */
export const getPushKey = () => call<{ key: string }>('/push/key');
export const subscribePush = (id: Id, sub: { endpoint: string; keys: { p256dh: string; auth: string } }) =>
  call<{ id: Id }>(`/push/subscriptions/${id}`, { method: 'PUT', body: sub });
export const unsubscribePush = (id: Id) => call<void>(`/push/subscriptions/${id}`, { method: 'DELETE' });
/** Sends a test notification to the person's own devices; `devices` is how many. */
export const testPush = () => call<{ devices: number }>('/push/test', { method: 'POST', body: {} });
/** The person opened what he was told of. */
export const markOpened = (notification: Id) =>
  call<unknown>(`/me/reminders/${notification}/opened`, { method: 'PUT', body: {} });
