/** What a notification was about, in words. */
import type { words } from '../meetings/words';

type Words = ReturnType<typeof words>;
const REMINDERS: readonly string[] = ['meeting_tomorrow', 'meeting_soon', 'meeting_ahead'];

export function kindOf(kind: string, t: Words): string {
  if (REMINDERS.includes(kind)) return t.callKinds.reminder;
  return kind in t.callKinds ? t.callKinds[kind as keyof Words['callKinds']] : t.callKinds.other;
}
