/**
 * The service worker: opens the shell without net, and shows every push.
 *
 * It never touches /api, keeps only what the person's role needs, and takes over from an older one only when the page
 * asks (the person said yes, and nothing waits to be sent).
 */
declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string;
declare const __CITIZEN__: string[];
declare const __ENGLISH__: string[];
export {};

const CACHE = `tavlen-${__VERSION__}`;
const SHELL = '/';
/** An empty cache by this name says that English is read here; it outlives the versions. */
const ENGLISH = 'english';

const fill = async (paths: string[]): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.addAll(paths.map((path) => new Request(path, { cache: 'reload' })));
};

self.addEventListener('install', (event) =>
  event.waitUntil(
    caches.has(ENGLISH).then((english) => fill([SHELL, ...__CITIZEN__, ...(english ? __ENGLISH__ : [])])),
  ),
);

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith('tavlen-') && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  // Whoever reads Danish never pays for the other words.
  if (event.data === 'en')
    event.waitUntil(
      caches
        .open(ENGLISH)
        .then(() => fill(__ENGLISH__))
        .catch(() => {}),
    );
  if (event.data === 'da') event.waitUntil(caches.delete(ENGLISH));
  // Only staff ever send this: a citizen's phone keeps no desk.
  if (event.data === 'staff')
    event.waitUntil(
      fetch('/desk.json')
        .then(async (answer) => fill((await answer.json()) as string[]))
        .catch(() => {}),
    );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (/^\/(api\/|healthz|readyz|was$)/.test(pathname)) return;
  const key = request.mode === 'navigate' ? SHELL : pathname;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(key)) ?? fetch(request)));
});

interface Payload {
  notification?: { title?: string; body?: string; navigate?: string; tag?: string };
  app_badge?: number;
}

self.addEventListener('push', (event) => {
  let payload: Payload = {};
  try {
    payload = (event.data?.json() as Payload | null) ?? {};
  } catch {
    // Unreadable, and still shown: three silent pushes end the subscription on iOS.
  }
  const {
    title = 'Tavlen',
    body = 'Åbn Tavlen for at se, hvad der er nyt.',
    navigate = '/i-dag',
    tag,
  } = payload.notification ?? {};
  const icon = '/icons/icon-192.png';
  event.waitUntil(
    Promise.all([
      self.registration.showNotification(title, {
        body,
        icon,
        badge: icon,
        lang: 'da',
        data: navigate,
        ...(tag !== undefined && { tag }),
      }),
      payload.app_badge !== undefined && navigator.setAppBadge?.(payload.app_badge).catch(() => {}),
    ]),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const to = new URL(String(event.notification.data ?? '/i-dag'), location.origin);
  // A notification opens this app and nothing else, whatever it says.
  const path = to.origin === location.origin ? to.pathname : '/i-dag';
  event.waitUntil(
    (async () => {
      const [open] = await self.clients.matchAll({ type: 'window' });
      if (!open) return self.clients.openWindow(path);
      open.postMessage({ open: path });
      return open.focus();
    })(),
  );
});
