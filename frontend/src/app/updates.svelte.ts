/**
 * The service worker from the page's side: register it, notice a new version, and change to it only when the person
 * says so and nothing waits to be sent.
 */
import type { Language } from '$lib/i18n';
import { go } from '$lib/nav';
import { tellOpened } from '$lib/push';

let waiting = $state.raw<ServiceWorker | null>(null);

export const updates = {
  /** A new version is ready and waits for a yes. */
  get ready(): boolean {
    return waiting !== null;
  },
  /** Changes to the new version; the page loads again. */
  take(): void {
    waiting?.postMessage('take-over');
  },
};

/** The browser's type for Trusted Types is not in TypeScript's DOM library yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): string;
  };
}

function workerUrl(): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return '/sw.js';
  // The CSP lets only this policy make a script address, and it makes only this one.
  return types.createPolicy('tavlen-sw', { createScriptURL: () => '/sw.js' }).createScriptURL('/sw.js');
}

export function startUpdates(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const workers = navigator.serviceWorker;
  const had = workers.controller !== null;
  let reloading = false;
  workers.addEventListener('controllerchange', () => {
    // The first worker takes over quietly; a later one means new files for this page.
    if (!had || reloading) return;
    reloading = true;
    location.reload();
  });
  workers.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = event.data as { open?: string } | null;
    if (!message || typeof message.open !== 'string') return;
    go(message.open);
    tellOpened();
  });
  void workers
    .register(workerUrl(), { scope: '/', updateViaCache: 'none' })
    .then((registration) => {
      const look = () => {
        if (registration.waiting && workers.controller) waiting = registration.waiting;
      };
      look();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', look);
      });
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') void registration.update().catch(() => {});
      });
    })
    .catch(() => {
      // Without a worker the page still works; it only cannot open offline.
    });
}

/**
 * Asks the worker to keep what not everybody has: the desk's files, so that an open desk survives a new version, and
 * the words of the language that is read here, and what reads aloud.
 */
export function keep(what: 'staff' | 'aloud' | Language): void {
  void navigator.serviceWorker?.ready.then((registration) => registration.active?.postMessage(what));
}
