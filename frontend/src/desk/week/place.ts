/**
 * Where in a day's column the things of a week stand. Everything goes by the wall clock in Copenhagen, so a week is drawn
 * the same way whether its clocks change or not. Pure.
 */
import type { Day } from '$lib/api';
import type { Week, WeekDay, WeekEntry } from '$lib/api/staff-week';
import { addDays, dayOf, timeOf } from '$lib/text';

/** A minute of a day on the wall, 0 to 1440. */
type Minute = number;
const WHOLE_DAY: Minute = 24 * 60;
/** What is shorter is drawn as long as this, or nobody could hit it. */
const SHORTEST = 30;

/** A thing with a time in the column of one day. */
export interface Block {
  entry: WeekEntry;
  /** Names it over answers; one that goes on past midnight is a block on both days. */
  key: string;
  from: Minute;
  to: Minute;
  /** What overlaps stands beside each other: in which of so many lanes. */
  lane: number;
  lanes: number;
}
/** One day as it is drawn. */
export interface Column {
  day: WeekDay;
  /** What is on the day as a whole. */
  whole: { entry: WeekEntry; key: string }[];
  blocks: Block[];
  /** When one is at work. */
  work: { from: Minute; to: Minute }[];
}
export interface Drawn {
  columns: Column[];
  /** The hours that are drawn, as minutes: office hours, and more where something lies outside them. */
  from: Minute;
  to: Minute;
}

/** The minute of `HH:MM`. */
export const minuteOf = (time: string): Minute => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
/** `HH:MM` of a minute. */
export const clockOf = (minute: Minute): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The part of a span that lies on a day; undefined where none does. An hour that comes twice counts once. */
function partOn(day: Day, start: string, end: string): { from: Minute; to: Minute } | undefined {
  const [first, last] = [dayOf(start), dayOf(end)];
  if (first > day || last < day) return undefined;
  const from = first < day ? 0 : minuteOf(timeOf(start));
  const to = last > day ? WHOLE_DAY : minuteOf(timeOf(end));
  // What ends at midnight is not on the day that begins then.
  if (first < day && to === 0) return undefined;
  return { from, to: Math.max(from, to) };
}

/** The same thing in the next answer, whenever it is then. Several wished times of one request are told apart by time. */
function keyOf(entry: WeekEntry): string {
  const { what, plan, id = '', start = '' } = entry;
  return [what, plan, id, what === 'meeting' ? '' : start].join('/');
}

/** Puts what overlaps side by side: each cluster of overlapping blocks has as many lanes as it needs. */
function inLanes(blocks: Omit<Block, 'lane' | 'lanes'>[]): Block[] {
  const sorted = [...blocks].sort((a, b) => a.from - b.from || b.to - a.to || a.key.localeCompare(b.key));
  const out: Block[] = [];
  let cluster: Block[] = [];
  let ends: Minute[] = [];
  const close = () => {
    for (const block of cluster) block.lanes = ends.length;
    cluster = [];
    ends = [];
  };
  for (const block of sorted) {
    const drawnTo = Math.max(block.to, block.from + SHORTEST);
    if (ends.every((end) => end <= block.from)) close();
    let lane = ends.findIndex((end) => end <= block.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = drawnTo;
    const placed = { ...block, lane, lanes: 1 };
    cluster.push(placed);
    out.push(placed);
  }
  close();
  return out;
}

/** The week as it is drawn; at least from `opens` to `closes`, in whole hours. */
export function draw(week: Week, opens: Minute = 8 * 60, closes: Minute = 16 * 60): Drawn {
  const columns = week.days.map((day): Column => {
    const whole = week.entries
      .filter((entry) => !entry.start && entry.on === day.date)
      .map((entry) => ({ entry, key: keyOf(entry) }));
    const blocks = week.entries.flatMap((entry) => {
      const part = entry.start && partOn(day.date, entry.start, entry.end ?? entry.start);
      return part ? [{ entry, key: keyOf(entry), ...part }] : [];
    });
    const work = day.hours.flatMap((span) => partOn(day.date, span.start, span.end) ?? []);
    return { day, whole, blocks: inLanes(blocks), work };
  });
  let [from, to] = [opens, closes];
  for (const { blocks, work } of columns) {
    for (const part of work) [from, to] = [Math.min(from, part.from), Math.max(to, part.to)];
    for (const part of blocks)
      [from, to] = [Math.min(from, part.from), Math.max(to, part.to, part.from + SHORTEST)];
  }
  return {
    columns,
    from: Math.floor(from / 60) * 60,
    to: Math.min(WHOLE_DAY, Math.ceil(to / 60) * 60),
  };
}

/** The first half hour of one's work that day in which there is nothing, from `after` on; nine o'clock where there is none. */
export function freeTime({ blocks, work }: Column, after: Minute = 0): string {
  for (const part of work)
    for (let at = Math.ceil(Math.max(part.from, after) / 30) * 30; at + SHORTEST <= part.to; at += 30)
      if (!blocks.some((b) => b.from < at + SHORTEST && b.to > at)) return clockOf(at);
  return '09:00';
}

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day =>
  addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
