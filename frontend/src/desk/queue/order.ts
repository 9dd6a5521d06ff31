/** What waits for whoever sits at the desk, in one order: what the rules noticed, and what citizens have asked. Pure. */
import type { CitizenRow, Id, Instant } from '$lib/api';
import type { Level, QueuedAlert } from '$lib/api/staff-attention';

/** A picture for each level; its word stands beside it. */
export const levelIcons = { red: 'bell', orange: 'clock', amber: 'warn', info: 'star' } as const;
export type Wait = CitizenRow['waiting'][number];
interface Of {
  /** Names the row over days and levels. */
  key: string;
  plan: Id;
  /** What the citizen is called, in full and among us. */
  name: string;
  called: string;
  since: Instant;
  level: Level;
}
export interface AlertEntry extends Of {
  what: 'alert';
  alert: QueuedAlert;
}
export interface WaitEntry extends Of {
  what: 'wait';
  wait: Wait;
  unread: number;
}
export type Entry = AlertEntry | WaitEntry;

/** The level that a citizen's question has before any rule speaks of it. `now` in ms. */
function levelOf(wait: Wait, now: number): Level {
  if (wait.urgent) return 'red';
  return wait.due ? (Date.parse(wait.due) < now ? 'red' : 'orange') : 'amber';
}
/** Whether a rule speaks of the same thing already: then it stands once, as the rule says it. */
const spokenOf = (wait: Wait, alerts: readonly QueuedAlert[]): boolean =>
  alerts.some(
    (a) =>
      (wait.what === 'message' &&
        a.rule === 'unanswered_message' &&
        (!a.thread || a.thread === wait.thread)) ||
      (a.rule === 'change_unanswered' && !!wait.plan_change && a.subject?.id === wait.plan_change),
  );

const LOUDEST: readonly Level[] = ['red', 'orange', 'amber', 'info'];

/** The loudest first; among equals the people who asked something, then the rules in the server's order. */
export function entries(alerts: readonly QueuedAlert[], rows: readonly CitizenRow[], now: number): Entry[] {
  const waits = rows.flatMap((row) => {
    const mine = alerts.filter((a) => a.plan === row.plan.id);
    const seen = new Set<string>();
    return row.waiting.flatMap((wait): WaitEntry[] => {
      const about =
        wait.plan_change ?? wait.thread ?? wait.wish ?? wait.meeting_request ?? wait.meeting ?? '';
      const key = [row.plan.id, wait.what, about].join('/');
      // Two companions who cannot come to one meeting are one thing to see to.
      if (seen.has(key) || spokenOf(wait, mine)) return [];
      seen.add(key);
      return [
        {
          what: 'wait',
          key,
          plan: row.plan.id,
          name: row.name,
          called: row.preferred_name,
          since: wait.since,
          level: levelOf(wait, now),
          wait,
          unread: row.unread_messages,
        },
      ];
    });
  });
  const told = alerts.map((alert): AlertEntry => ({
    what: 'alert',
    key: `${alert.plan}/${alert.key}`,
    plan: alert.plan,
    name: alert.citizen.name,
    called: alert.citizen.preferred_name,
    since: alert.since,
    level: alert.level,
    alert,
  }));
  const urgent = (e: WaitEntry) => Number(!!e.wait.urgent);
  waits.sort((a, b) => urgent(b) - urgent(a) || Date.parse(a.since) - Date.parse(b.since));
  return [...waits, ...told].sort((a, b) => LOUDEST.indexOf(a.level) - LOUDEST.indexOf(b.level));
}
