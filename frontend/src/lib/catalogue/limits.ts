/** Time limits of help: which hold on a day, and what they mean for days of the calendar. Pure. */
import type { CatalogueEntry, Day, LimitKind, TimeLimit } from '../api/types';
import { addDays } from '../text/dates';

export const holds = (limit: TimeLimit, on: Day): boolean =>
  (!limit.valid_from || limit.valid_from <= on) && (!limit.valid_until || on <= limit.valid_until);
export const daysOf = (limit: TimeLimit): number => (limit.unit === 'weeks' ? 7 : 1) * limit.amount;

/** The limits that may be shown to a citizen as what holds: looked up, and in force. */
export const sure = (entry: CatalogueEntry, on: Day): TimeLimit[] =>
  (entry.limits ?? []).filter((l) => l.checked && holds(l, on));
/** The limit of a kind that holds on a day, looked up or not: staff are told which. */
export const limitOf = (entry: CatalogueEntry, kind: LimitKind, on: Day): TimeLimit | undefined =>
  entry.limits?.find((l) => l.kind === kind && holds(l, on));

/** The last day of help that begins on a day and may last so long: thirteen weeks from a Monday end on a Sunday. */
export const lastDay = (start: Day, limit: TimeLimit): Day => addDays(start, daysOf(limit) - 1);
/** The last day on which help must begin that was asked for on a day. */
export const latestStart = (asked: Day, limit: TimeLimit): Day => addDays(asked, daysOf(limit));
