import { getMark, setMark } from '../db/marks';
import { clock } from '../text/ticking.svelte';
import { session } from './session.svelte';

const HEAVY = 'heavy';
/**
 * Whether it is a heavy day ("Det er en tung dag"); with a value it is chosen. It holds for him who said so and for that
 * day in Copenhagen: another person, the next day or a sign-out ends it.
 */
export function heavyDay(to?: boolean): boolean {
  const now = `${session.me?.person.id} ${clock.today}`;
  if (to !== undefined) setMark(HEAVY, to ? now : undefined);
  return getMark(HEAVY) === now;
}
