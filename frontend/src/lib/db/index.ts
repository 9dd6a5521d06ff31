/**
 * What this browser keeps. The database itself is fetched when there is something to keep or to recall: a first visit
 * shows its first content without it.
 */
export { clearMarks, getMark, setMark } from './marks';

const vault = () => import('./vault');
/** The one thing that was asked for before it is wanted. */
let ahead: { user: string; name: string; found: Promise<unknown> } | undefined;
/** Has something ready when it is recalled: on a slow phone each thing that is asked for after another is seen. */
export const recallAhead = (user: string, name: string): void => {
  const found = vault().then((v) => v.recall(user, name));
  found.catch(() => {});
  ahead = { user, name, found };
};
/** What is changed or thrown away is no longer what was asked for. */
const changing = () => {
  ahead = undefined;
  return vault();
};

/** Seals any JSON value of a user under a name. */
export const keep = async (user: string, name: string, value: unknown): Promise<void> =>
  (await vault()).keep(user, name, value);
/** What was kept under that name; undefined when there is nothing that can be opened. */
export const recall = async <T>(user: string, name: string): Promise<T | undefined> => {
  if (ahead?.user !== user || ahead.name !== name) return (await vault()).recall<T>(user, name);
  const { found } = ahead;
  ahead = undefined;
  return found as Promise<T | undefined>;
};
export const forget = async (user: string, name: string): Promise<void> =>
  (await changing()).forget(user, name);
/** Throws away what was read (plans, messages) but keeps the key and what waits to be sent. */
export const forgetRead = async (user: string): Promise<void> => (await changing()).forgetRead(user);
/** Throws away everything of everyone. */
export const wipe = async (): Promise<void> => (await changing()).wipe();
/** Whether anything written here will still be here later. */
export const storageWorks = async (): Promise<boolean> => (await import('./db')).storageWorks();
