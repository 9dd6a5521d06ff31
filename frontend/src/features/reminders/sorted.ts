/** Reminders as they are read: what comes, earliest first, and what was, newest first. Pure. */
import type { Reminder } from '$lib/api/reminders';

const COMING: readonly Reminder['state'][] = ['scheduled', 'sending'];
/** What was cleared is about a meeting that is moved or off: it never was a promise broken. */
export function sorted(list: readonly Reminder[]): { coming: Reminder[]; past: Reminder[] } {
  const at = (r: Reminder) => Date.parse(r.sent_at ?? r.due_at);
  const coming = list.filter((r) => COMING.includes(r.state)).sort((a, b) => at(a) - at(b));
  const past = list
    .filter((r) => !COMING.includes(r.state) && r.state !== 'cleared')
    .sort((a, b) => at(b) - at(a));
  return { coming, past };
}
