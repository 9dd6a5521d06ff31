/** The clock as screens see it: it moves every half minute, and at once when the phone wakes. */
import { dayOf } from './dates';
import { now } from './clock';

let at = $state(now());
// Of its own: each row of the board asks what day it is, and what it says changes at midnight only.
let today = $state(dayOf(now()));
const tick = () => {
  // Nothing is read here: whoever lets the clock tick would else be woken by it, and let it tick again.
  const ms = now();
  at = ms;
  today = dayOf(ms);
};

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
    return today;
  },
  /** Read the clock again, e.g. when the first answer has set it. */
  tick,
};
