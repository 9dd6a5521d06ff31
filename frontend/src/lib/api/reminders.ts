/** What was promised to this person and what became of it. */
import { call } from './client';
import type { Id, Instant } from './types';

export type Channel = 'push' | 'sms' | 'email' | 'call';
export type ReminderState =
  'scheduled' | 'sending' | 'sent' | 'delivered' | 'opened' | 'cleared' | 'muted' | 'failed' | 'missed';
export interface Reminder {
  id: Id;
  kind: string;
  plan?: Id;
  meeting?: Id;
  due_at: Instant;
  state: ReminderState;
  channel: Channel;
  sent_at?: Instant;
  delivered_at?: Instant;
  opened_at?: Instant;
  missed_why?: string;
  /** As it stands on the lock screen. */
  text: string;
}
/** Newest first; `before` is an instant. */
export const listReminders = () => call<{ reminders: Reminder[] }>('/me/reminders');
