/** Who can see the things on a plan; the server works it out from its rules when it is asked. */
import { call } from '../api/client';
import type { Id } from '../api/types';

/** One thing and who sees it; `visible_partly` are those who see some of its fields only. */
export interface Visible {
  kind: string;
  id: Id;
  visible_to: Id[];
  visible_partly?: Id[];
}
export interface Seen {
  items: Visible[];
  people: { id: Id; name: string; preferred_name?: string }[];
}

/** Of one thing, or of all on the plan. */
export const whoSees = (plan: Id, thing?: Id) =>
  call<Seen>(`/plans/${plan}/visibility${thing ? `?thing=${thing}` : ''}`);
