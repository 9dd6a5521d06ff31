/**
 * Away from the plan at once, for somebody who is being looked at (security.md, T02).
 *
 * The mark outlives the page and holds for every window of this browser: until the person opens Tavlen on purpose, on
 * the neutral page that she was led to, the way back and a cold start lead to that page too. No other site is opened:
 * it would learn where she came from, and without net there would be nothing.
 */
import { setMark } from '../db/marks';

export const NEUTRAL_PAGE = '/noter.html';
/** Neutral page's name, also of the neutral icon. */
export const NEUTRAL_NAME = 'Noter';

/** Nothing of this page is seen any more, here or by going back to it. */
export function vanish(): void {
  document.title = NEUTRAL_NAME;
  document.body.replaceChildren();
  // A browser that keeps the page to come back to shows it as it was left, with nothing on it, and asks anew.
  addEventListener('pageshow', () => location.reload());
  location.replace(NEUTRAL_PAGE);
}

export function leave(): void {
  setMark('left', 'yes');
  vanish();
}
