/** Nothing of anybody is left on this phone, and the session is over, now or as soon as there is net. */
import { signOut } from '../session';

export async function wipePhone(): Promise<void> {
  await signOut();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
  // With the worker goes its subscription: no notification comes here any more.
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
}
