/** Words somebody is still writing: kept sealed while typing, gone once sent. */
import { forget, keep, recall } from '../db';
import { session } from '../session';

const user = () => session.me?.person.id;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Keeps a draft half a second after the last key. An empty draft is forgotten. */
export function keepDraft(name: string, text: string): void {
  clearTimeout(timers.get(name));
  timers.set(
    name,
    setTimeout(() => {
      const who = user();
      if (!who) return;
      void (text.trim() ? keep(who, `draft/${name}`, text) : forget(who, `draft/${name}`));
    }, 500),
  );
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
  clearTimeout(timers.get(name));
  const who = user();
  if (who) void forget(who, `draft/${name}`);
}
