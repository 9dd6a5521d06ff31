/** The way in for a browser whose user left in a hurry or locked the app: nothing begins before she has opened it. */
import { getMark, setMark } from '../db/marks';
import { vanish } from './leave';

/** What the neutral page's link carries: it was pressed, so she wants in. */
const ON_PURPOSE = '#ind';

/** Begins when the person is let in. Where the lock cannot be fetched nothing begins: the page stays as empty as it came. */
export async function enter(begin: () => unknown): Promise<void> {
  if (getMark('left')) {
    if (location.hash !== ON_PURPOSE) return vanish();
    setMark('left', undefined);
    history.replaceState(history.state, '', location.pathname);
  }
  if (getMark('lock')) {
    const lock = await import('../lock').catch(() => {
      addEventListener('online', () => location.reload());
    });
    if (!lock) return;
    await lock.ask();
    lock.watch();
  }
  begin();
}
