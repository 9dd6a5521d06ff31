/** What a week, or a run of them, is called. */
import type { Day } from '../../api/types';
import { numberOf } from './hours';
import { words } from './words';

/** "Uge 47", with the year where it is not the year of `today`. */
export function weekLabel(week: Day, today: Day): string {
  const t = words();
  const { number, year } = numberOf(week);
  return year === Number(today.slice(0, 4)) ? t.week(number) : t.weekIn(number, year);
}
/** "Uge 43 til Uge 46", or the one week alone. */
export const runLabel = (from: Day, to: Day, today: Day): string =>
  from === to
    ? weekLabel(from, today)
    : words().span(weekLabel(from, today), weekLabel(to, today).toLowerCase());
