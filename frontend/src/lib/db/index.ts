/**
 * What this browser keeps. The database itself is fetched when there is something to keep or to recall: a first visit
 * shows its first content without it.
 */
import { once } from '../nav/once';

export { clearMarks, getMark, setMark } from './marks';

const vault = once(() => import('./vault'));

/** Seals any JSON value of a user under a name. */
export const keep = async (user: string, name: string, value: unknown): Promise<void> =>
  (await vault()).keep(user, name, value);
/** What was kept under that name; undefined when there is nothing that can be opened. */
export const recall = async <T>(user: string, name: string): Promise<T | undefined> =>
  (await vault()).recall<T>(user, name);
/** The same, and the only thing whose name begins with `only`: together they are there as soon as one alone. */
export const recallBoth = async <T, O>(
  user: string,
  name: string,
  only: string,
): Promise<[T | undefined, O | undefined]> => (await vault()).recallBoth<T, O>(user, name, only);
export const forget = async (user: string, name: string): Promise<void> => (await vault()).forget(user, name);
/** Throws away what was read (plans, messages) but keeps the key and what waits to be sent. */
export const forgetRead = async (user: string): Promise<void> => (await vault()).forgetRead(user);
/** Throws away everything of everyone. */
export const wipe = async (): Promise<void> => (await vault()).wipe();
/** Whether anything written here will still be here later. */
export const storageWorks = async (): Promise<boolean> => (await import('./db')).storageWorks();
