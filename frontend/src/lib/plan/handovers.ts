/** Who the consultant is, was and becomes. */
import type { Handover, Id, Plan } from '../api/types';

const before = (now: number, what: 'at' | 'until') => (h: Handover) =>
  !h.withdrawn_at && now < Date.parse(h[what]);
/** The change that is to come, or that was less than two weeks ago. */
export const handoverOf = (plan: Plan, now: number): Handover | undefined =>
  plan.handovers?.findLast(before(now, 'until'));
/** Who the consultant was at an instant (ms). */
export const consultantAt = (plan: Plan, at: number): Id =>
  plan.handovers?.find(before(at, 'at'))?.from ?? plan.consultant;
