/** Who comes first on the desk: whoever asks for today, whoever has waited longest, whoever one meets next. Pure. */
import type { CitizenRow } from '$lib/api';

const at = (instant: string | undefined): number => (instant ? Date.parse(instant) : Infinity);

/** Since when this citizen has waited, in ms; Infinity when nothing waits. */
export const waitsSince = (row: CitizenRow): number =>
  Math.min(Infinity, ...row.waiting.map((w) => at(w.since)));

const isUrgent = (row: CitizenRow): boolean => row.waiting.some((w) => w.urgent);

export function waitingFirst(rows: readonly CitizenRow[]): CitizenRow[] {
  // Infinity minus Infinity is no number, so equal values are told apart before they are subtracted.
  const by = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return [...rows].sort(
    (a, b) =>
      Number(isUrgent(b)) - Number(isUrgent(a)) ||
      by(waitsSince(a), waitsSince(b)) ||
      by(at(a.next_meeting?.start), at(b.next_meeting?.start)) ||
      a.name.localeCompare(b.name, 'da') ||
      (a.id < b.id ? -1 : 1),
  );
}

/** A name for each thing that waits, the same as long as it is the same wait. */
export const waitKey = (row: CitizenRow, w: CitizenRow['waiting'][number]): string =>
  [
    row.plan.id,
    w.what,
    w.plan_change ?? w.thread ?? w.meeting ?? w.meeting_request ?? '',
    w.what === 'message' ? row.unread_messages : '',
  ].join('/');

/** What waits now and did not before: to be announced and marked. */
export function newlyWaiting(
  before: readonly CitizenRow[],
  after: readonly CitizenRow[],
): { row: CitizenRow; wait: CitizenRow['waiting'][number]; key: string }[] {
  const known = new Set(before.flatMap((row) => row.waiting.map((w) => waitKey(row, w))));
  return after
    .flatMap((row) => row.waiting.map((wait) => ({ row, wait, key: waitKey(row, wait) })))
    .filter(({ row, wait, key }) => {
      if (known.has(key)) return false;
      // Fewer unread messages than before is not news.
      const was = before.find((b) => b.id === row.id);
      return wait.what !== 'message' || row.unread_messages > (was?.unread_messages ?? 0);
    });
}
