import { atClock, clock, dayAndClock, dayOf } from '../text';

/** "kl. 10.44" for today, with the day for any other. */
export const when = (at: string): string =>
  dayOf(at) === clock.today ? atClock(at) : dayAndClock(at, clock.today);
