/** What waits for a citizen, in words: one line a kind, the oldest wait first. */
import type { CitizenRow, Instant } from '$lib/api';
import type { words } from '../words';

export interface WaitLine {
  text: string;
  since: Instant;
}

export function waitLines(row: CitizenRow, t: ReturnType<typeof words>): WaitLine[] {
  const oldestFirst = [...row.waiting].sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
  const out = new Map<string, WaitLine>();
  for (const { what, since } of oldestFirst) {
    const text =
      what === 'message'
        ? t.waitMessages(row.unread_messages)
        : what === 'wish'
          ? t.waitWish(row.preferred_name)
          : what === 'talk'
            ? t.waitTalk(row.preferred_name)
            : what === 'disagreement'
              ? t.waitDisagreement(row.preferred_name)
              : t.waits[what](row.preferred_name, row.unread_messages);
    if (!out.has(text)) out.set(text, { text, since });
  }
  return [...out.values()];
}
