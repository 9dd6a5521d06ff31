/**
 * The kill switch: a worker that removes itself and every file it kept, then loads the open pages again from the net.
 * Built as sw.js with `TAVLEN_SW=off npm run build`; what waits in the outbox lies elsewhere and is not touched.
 */
declare const self: ServiceWorkerGlobalScope;
export {};

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (/^(tavlen-|english$)/.test(name)) await caches.delete(name);
      await self.registration.unregister();
      for (const page of await self.clients.matchAll({ type: 'window' })) await page.navigate(page.url);
    })(),
  ),
);
