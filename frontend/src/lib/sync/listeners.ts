/** Who listens to the live stream. The stream itself (`live.ts`) is fetched after the first content. */
export type LiveEvent =
  | { type: 'rev'; plan: string; rev: string }
  | { type: 'message'; plan: string; thread: string }
  /** What wants attention on a plan, or who has looked at it, is not what it was. */
  | { type: 'noticed'; plan: string }
  /** Somebody came in as this person on a phone that is new to her; told again each time the stream stands. */
  | { type: 'device'; session: string }
  /** The page is in front again: ask what was missed. */
  | { type: 'back' }
  /** The stream stands (again). The server names each plan's revision by itself; message hints may have been missed. */
  | { type: 'stood' }
  /** The stream is lost. */
  | { type: 'lost' };

const listeners = new Set<(event: LiveEvent) => void>();

/** Calls `listener` for every live event from now on; the answer stops it. */
export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
/** For the stream: everyone hears it. */
export function hear(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}
