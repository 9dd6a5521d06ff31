/**
 * When this device was last used, so that "since you were last here" means this device.
 *
 * A visit lasts until half an hour has passed without one; the sealed record holds only two times.
 */
import { keep, recall } from '$lib/db';
import { session } from '$lib/session';
import { now } from '$lib/text';

const GAP_MS = 30 * 60_000;

interface Visit {
  /** When the visit before this one was last seen. */
  before: number;
  seen: number;
}

/** The moment the last visit ended, in ms by the server's clock; 0 = this is the first one on this device. */
export async function lastVisit(): Promise<number> {
  const user = session.me?.person.id;
  if (!user || !session.mayKeep) return 0;
  const at = now();
  const kept = await recall<Visit>(user, 'visit');
  const before = !kept ? 0 : at - kept.seen > GAP_MS ? kept.seen : kept.before;
  await keep(user, 'visit', { before, seen: at } satisfies Visit);
  return before;
}
