/** The way in for a browser whose user left in a hurry: nothing begins before she says so. */
import { getMark, setMark } from '../db/marks';
import { vanish } from './leave';

/** What the neutral page's link carries: it was pressed, so she wants in. */
const ON_PURPOSE = '#ind';

export function enter(begin: () => unknown): void {
  if (getMark('left')) {
    if (location.hash !== ON_PURPOSE) return vanish();
    setMark('left', undefined);
    history.replaceState(history.state, '', location.pathname);
  }
  begin();
}
