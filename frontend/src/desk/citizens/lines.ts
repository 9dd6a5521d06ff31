/** What waits for a citizen, in words: one line a kind, what presses first, then the oldest wait. */
import type { CitizenRow, Instant } from '$lib/api';
import type { words as meetingWords } from '../meetings/words';
import type { words } from '../words';

export interface WaitLine {
  text: string;
  since: Instant;
  /** When an answer is due. */
  due?: Instant | undefined;
  /** It cannot wait. */
  urgent?: boolean | undefined;
}

type Meetings = ReturnType<typeof meetingWords>;
export const isMeetingWait = (what: string): what is keyof Meetings['waits'] =>
  ['meeting_request', 'absence', 'pick_up', 'companion', 'summary'].includes(what);

export function waitLines(row: CitizenRow, t: ReturnType<typeof words>, m: Meetings): WaitLine[] {
  const oldestFirst = [...row.waiting].sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  const out = new Map<string, WaitLine>();
  for (const { what, since, due, urgent } of oldestFirst) {
    const text =
      what === 'message'
        ? t.waitMessages(row.unread_messages)
        : isMeetingWait(what)
          ? m.waits[what](row.preferred_name, !!urgent)
          : what === 'wish'
            ? t.waitWish(row.preferred_name)
            : what === 'talk'
              ? t.waitTalk(row.preferred_name)
              : t.waitDisagreement(row.preferred_name);
    if (!out.has(text)) out.set(text, { text, since, due, urgent });
  }
  // What was said about a meeting has its hour: it stands before what can wait a day.
  const first = (line: WaitLine) => (line.urgent ? 2 : line.due ? 1 : 0);
  return [...out.values()].sort((a, b) => first(b) - first(a));
}
