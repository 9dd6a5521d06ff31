/** What an entry of the week says, and which page it opens. Pure. */
import type { WeekEntry } from '$lib/api/staff-week';
import { clockSpan, atClock, dayMonth, timeOf } from '$lib/text';
import { words as meetingWords } from '../meetings/words';
import { callsPath, editPath, endPath, meetingPath, planPagePath } from '../routes';
import { words } from './words';

/** The page of the thing itself. What one may not change is read on the plan. */
export function pathOf(entry: WeekEntry, consultant: boolean): string {
  const { what, plan, id, mine } = entry;
  if (what === 'call_back') return callsPath;
  if (!id || (!mine && !consultant && what !== 'meeting')) return planPagePath(plan);
  if (what === 'meeting') return meetingPath(plan, id);
  if (!entry.title) return planPagePath(plan);
  return what === 'effort_end' ? endPath(plan, id) : editPath(plan, 'effort', id);
}

/** "kl. 9-10.30"; "kl. 9" of what has no end; '' of what is on a day as a whole. */
export function timeText({ start, end }: WeekEntry): string {
  if (!start) return '';
  return end ? clockSpan(timeOf(start), timeOf(end)) : atClock(start);
}

/** What it is about, in words. */
export function aboutText(entry: WeekEntry): string {
  const t = words();
  const title = entry.title ?? '';
  switch (entry.what) {
    case 'meeting':
      return title || t.meeting;
    case 'follow_up':
      return t.followUp(title);
    case 'effort_end':
      return title ? t.ends(title) : t.endsOnly;
    case 'call_back':
      return entry.end ? t.callBack : t.callBackBy;
    case 'reachable':
      return t.reachable;
  }
}

/** What there is to say beside that: how one meets, how it went, whether one takes part. */
export function besides(entry: WeekEntry): string[] {
  const t = words();
  const out: string[] = [];
  if (entry.form && entry.form !== 'in_person') out.push(meetingWords().forms[entry.form]);
  if (entry.status === 'held') out.push(t.held);
  if (entry.status === 'missed') out.push(t.missed);
  if (entry.due) out.push(t.followUpLate(dayMonth(entry.due)));
  if (entry.what === 'meeting' && !entry.mine) out.push(t.notMine);
  if (entry.stands_in) out.push(t.on);
  return out;
}
