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
export function dropDraft(name: string): void {
  clearTimeout(timers.get(name));
  const who = user();
  if (who) void forget(who, `draft/${name}`);
}
