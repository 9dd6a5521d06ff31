/** Which meetings one of the citizen's people is counted on at. Pure. */
import type { Id, Meeting, Plan } from '../api/types';
import { meetingsByTime } from '../plan/look';
import { isAhead } from './look';

export interface CountedOn {
  meeting: Meeting;
  /** He is to drive the citizen: he said so, or staff wrote him down. */
  drives: boolean;
}

/** The meetings ahead that a contact comes along to or drives to, the earliest first; not those he said no to. `now` in ms. */
export function countedOn(plan: Plan, who: Id, now: number): CountedOn[] {
  return meetingsByTime(plan)
    .filter((m) => isAhead(m, now))
    .flatMap((meeting) => {
      const said = meeting.companion_answers?.find((a) => a.who === who)?.answer;
      const drives =
        meeting.transport?.who === who || meeting.pick_up?.answered_by === who || said === 'drives';
      return drives || (meeting.companions.includes(who) && said !== 'cannot') ? [{ meeting, drives }] : [];
    });
}
