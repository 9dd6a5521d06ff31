/** What was promised to this person and what became of it. */
import { call } from './client';
import type { Channel, Id, Instant } from './types';

export type ReminderState =
  'scheduled' | 'sending' | 'sent' | 'delivered' | 'opened' | 'cleared' | 'muted' | 'failed' | 'missed';
export interface Reminder {
  id: Id;
  kind: string;
  plan?: Id;
  meeting?: Id;
  due_at: Instant;
  state: ReminderState;
  /** The way it went; of what is still to come, the way it will be tried first. */
  channel: Channel;
  /** As things stand there is no way to reach this person. */
  nobody?: boolean;
  sent_at?: Instant;
  delivered_at?: Instant;
  opened_at?: Instant;
  missed_why?: 'no_phone' | 'too_late' | 'refused' | 'unreachable';
  /** As it stands on the lock screen. */
  text: string;
}
export interface ReminderPage {
  /** The latest due first. */
  reminders: Reminder[];
  more: boolean;
}
/** `before`: the last one got; those due before it follow. */
export const listReminders = (before?: Id) =>
  call<ReminderPage>(`/me/reminders${before ? `?before=${before}` : ''}`);
