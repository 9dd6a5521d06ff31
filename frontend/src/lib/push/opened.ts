/**
 * A notification opens its page with its own id behind the `#`, whoever opens it: our worker, or Safari by itself.
 * The page tells the server and takes the id off the address.
 */
import { markOpened } from '../api/push';

/** The id in an address that a notification opened. */
export const notificationIn = (hash: string): string | undefined => /^#n=([\w-]{22})$/.exec(hash)?.[1];

export function tellOpened(): void {
  const id = notificationIn(location.hash);
  if (!id) return;
  history.replaceState(history.state, '', location.pathname);
  // That it was opened is for the record only; without net nothing is lost.
  void markOpened(id).catch(() => {});
}
