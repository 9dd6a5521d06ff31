/** Words somebody is still writing: kept sealed while typing, gone once sent. */
import { forget, keep, recall } from '../db';
import { session } from '../session';

const user = () => session.me?.person.id;
/** By person and draft: what was typed and does not lie on the phone yet. */
const timers = new Map<string, ReturnType<typeof setTimeout>>();
const latest = new Map<string, string>();
const of = (name: string) => `${user()} ${name}`;

/**
 * Keeps a draft within half a second: also while somebody goes on without a pause, so that a page that goes never takes
 * more than that with it. An empty draft is forgotten.
 */
export function keepDraft(name: string, text: string): void {
  const mine = of(name);
  latest.set(mine, text);
  if (timers.has(mine)) return;
  timers.set(
    mine,
    setTimeout(() => {
      const who = user();
      const text = latest.get(mine) ?? '';
      timers.delete(mine);
      if (!who || mine !== of(name)) return stop(mine);
      const done = text.trim() ? keep(who, `draft/${name}`, text) : forget(who, `draft/${name}`);
      void done.finally(() => latest.get(mine) === text && !timers.has(mine) && latest.delete(mine));
    }, 500),
  );
}
function stop(mine: string): void {
  clearTimeout(timers.get(mine));
  timers.delete(mine);
  latest.delete(mine);
}
/** The words as they were typed last, also those that a page takes with it before they were kept. */
export async function recallDraft(name: string): Promise<string> {
  const typed = latest.get(of(name));
  if (typed !== undefined) return typed;
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
  stop(of(name));
  const who = user();
  if (who) void forget(who, `draft/${name}`);
}
