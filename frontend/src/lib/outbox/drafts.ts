/** Words somebody is still writing: kept sealed while typing, gone once sent. */
import { forget, keep, recall } from '../db';
import { session } from '../session';

const user = () => session.me?.person.id;
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const latest = new Map<string, string>();

/**
 * Keeps a draft within half a second: also while somebody goes on without a pause, so that a page that goes never takes
 * more than that with it. An empty draft is forgotten.
 */
export function keepDraft(name: string, text: string): void {
  latest.set(name, text);
  if (timers.has(name)) return;
  timers.set(
    name,
    setTimeout(() => {
      const who = user();
      const text = latest.get(name) ?? '';
      stop(name);
      if (!who) return;
      void (text.trim() ? keep(who, `draft/${name}`, text) : forget(who, `draft/${name}`));
    }, 500),
  );
}
function stop(name: string): void {
  clearTimeout(timers.get(name));
  timers.delete(name);
  latest.delete(name);
}
export async function recallDraft(name: string): Promise<string> {
  const who = user();
  return (who && (await recall<string>(who, `draft/${name}`))) || '';
}
/** Keeps what a form of several fields holds, or what it was begun on; `undefined` forgets it. */
export const keepDraftOf = (name: string, value: object | undefined): void =>
  keepDraft(name, value ? JSON.stringify(value) : '');
/** What `keepDraftOf` kept; undefined when nothing was, or when it is of another shape. */
export async function recallDraftOf<T extends object>(name: string): Promise<T | undefined> {
  try {
    return (JSON.parse(await recallDraft(name)) as T | null) ?? undefined;
  } catch {
    return undefined;
  }
}
export function dropDraft(name: string): void {
  stop(name);
  const who = user();
  if (who) void forget(who, `draft/${name}`);
}
