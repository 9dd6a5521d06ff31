/** How a story stands, read alike by the citizen and at the desk. */
import type { Day, Plan, Story, StoryUse } from '../api/types';

/** From the narrowest to the widest. */
export const USES: readonly StoryUse[] = ['colleagues', 'website', 'press'];

/** The newest first. */
export const storiesOf = (plan: Plan): Story[] =>
  [...(plan.stories ?? [])].sort((a, b) => Date.parse(b.asked_at) - Date.parse(a.asked_at));

/** Asked, told, or why not; that a yes ran out the calendar says. */
export type Standing = Story['status'] | 'expired';
export function standing(plan: Plan, story: Story, today: Day): Standing {
  if (story.status !== 'agreed') return story.status;
  const consent = plan.consents.find((c) => c.id === story.consent);
  if (consent?.status !== 'active') return 'withdrawn';
  return (consent.expires ?? '') > today ? 'agreed' : 'expired';
}
