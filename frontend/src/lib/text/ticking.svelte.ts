/** The clock as screens see it: it moves every half minute, and at once when the phone wakes. */
import { dayOf } from './dates';
import { now } from './clock';

let at = $state(now());
const tick = () => (at = now());

if (typeof document !== 'undefined') {
  setInterval(tick, 30_000);
  document.addEventListener('visibilitychange', tick);
}

export const clock = {
  /** Now in ms, by the server's clock. */
  get now(): number {
    return at;
  },
  /** Today in Copenhagen. */
  get today(): string {
    return dayOf(at);
  },
  /** Read the clock again, e.g. when the first answer has set it. */
  tick,
};
