/**
 * The service worker: opens the shell without net, and shows every push.
 *
 * It never touches /api, keeps only what the person's role needs, and takes over from an older one only when the page
 * asks (the person said yes, and nothing waits to be sent).
 */
declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string;
declare const __CITIZEN__: string[];
/** What the page names when it is opened from the phone. */
declare const __LINKS__: string;
declare const __ENGLISH__: string[];
declare const __SOUND__: string[];
declare const __ALOUD__: string[];
declare const __LOCK__: string[];
export {};

const CACHE = `tavlen-${__VERSION__}`;
const SHELL = '/';
/** Where somebody is led who leaves in a hurry. */
const NEUTRAL_PAGE = '/noter.html';
/** What not everybody needs. An empty cache by its name says that it is needed here; it outlives the versions. */
const EXTRA: Record<string, string[]> = {
  english: __ENGLISH__,
  sound: __SOUND__,
  aloud: __ALOUD__,
  lock: __LOCK__,
};

const anew: RequestInit = { cache: 'reload' };
const fill = async (paths: string[]): Promise<Cache> => {
  const cache = await caches.open(CACHE);
  await cache.addAll(paths.map((path) => new Request(path, anew)));
  return cache;
};
/**
 * The page as it is opened from the phone: it names at once what a room needs, which lies here too, and asks the server
 * nothing before there is something to see.
 */
const shell = async (): Promise<Response> => {
  const page = await fetch(SHELL, anew);
  if (!page.ok) throw new Error();
  return new Response((await page.text()).replace(/<link rel="preload".*?>/, __LINKS__), page);
};

self.addEventListener('install', (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => fill([...__CITIZEN__, ...names.flatMap((name) => EXTRA[name] ?? [])]))
      .then(async (cache) => cache.put(SHELL, await shell())),
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
  // Whoever reads Danish never pays for the other words, nor whoever writes no messages for what records,
  // nor whoever has no voice on his phone for what reads aloud, nor whoever locks nothing for the lock.
  const extra = event.data === 'en' ? 'english' : (event.data as string);
  if (EXTRA[extra])
    event.waitUntil(
      caches
        .open(extra)
        .then(async () => {
          const cache = await caches.open(CACHE);
          if (!(await cache.match(EXTRA[extra]![0]!))) await fill(EXTRA[extra]!);
        })
        .catch(() => {}),
    );
  if (event.data === 'da') event.waitUntil(caches.delete('english'));
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
  if (/^\/(api\/|login\/|healthz|readyz|was$|\.well-known)/.test(pathname)) return;
  const key = request.mode === 'navigate' && pathname !== NEUTRAL_PAGE ? SHELL : pathname;
  event.respondWith(caches.open(CACHE).then(async (cache) => (await cache.match(key)) ?? fetch(request)));
});

interface Action {
  action: string;
  title: string;
  navigate?: string;
}
/** What the server says of a notification, so that it can be answered where it is shown. */
interface About {
  notification?: string;
  plan?: string;
  meeting?: string;
  /** When the meeting begins: the yes is to this time and to no other. */
  start?: string;
}
interface Payload {
  notification?: {
    title?: string;
    body?: string;
    lang?: string;
    navigate?: string;
    tag?: string;
    actions?: Action[];
    data?: About;
  };
  app_badge?: number;
}
/** What a shown notification keeps for when it is tapped. */
interface Kept extends About {
  lang: string;
  navigate: string;
  actions: Action[];
}

/** Where the person chose a neutral name, an empty cache says so; then a notification says nothing but that there is one. */
const NEUTRAL = { da: 'Der er noget nyt.', en: 'There is something new.' };

const show = async (title: string, body: string, tag: string | undefined, kept: Kept, actions: Action[]) => {
  const neutral = await caches.has('noter');
  const icon = `/icons/${neutral ? 'noter' : 'icon'}-192.png`;
  if (neutral) [title, body, actions] = ['Noter', NEUTRAL[kept.lang === 'en' ? 'en' : 'da'], []];
  return self.registration.showNotification(title, {
    body,
    icon,
    badge: icon,
    lang: kept.lang,
    data: kept,
    // Where the platform has no buttons it leaves them out.
    ...(actions.length && { actions: actions.map(({ action, title }) => ({ action, title })) }),
    ...(tag !== undefined && { tag }),
  } as NotificationOptions);
};

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
    lang = 'da',
    navigate = '/i-dag',
    tag,
    actions = [],
    data,
  } = payload.notification ?? {};
  const badge = payload.app_badge;
  event.waitUntil(
    Promise.all([
      show(title, body, tag, { ...data, lang, navigate, actions }, actions),
      badge !== undefined &&
        (badge ? navigator.setAppBadge?.(badge) : navigator.clearAppBadge?.())?.catch(() => {}),
    ]),
  );
});

/** Opens a page of this app and nothing else, whatever the notification says. */
const open = async (navigate: string): Promise<unknown> => {
  const to = new URL(navigate, location.origin);
  const path =
    to.origin === location.origin && /^\/(?!api\/)[\w/-]*$/.test(to.pathname)
      ? to.pathname + (/^#n=[\w-]+$/.test(to.hash) ? to.hash : '')
      : '/i-dag';
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ open: path });
  return page.focus();
};

const put = (path: string, body: object, key?: string): Promise<boolean> =>
  fetch(`/api/v1/${path}`, {
    method: 'PUT',
    headers: {
      'Content-Type': 'application/json',
      'Tavlen-Client': '1',
      ...(key !== undefined && { 'Idempotency-Key': key }),
    },
    body: JSON.stringify(body),
    // A page may be opened for some seconds after a tap, and no longer.
    signal: AbortSignal.timeout(6000),
  }).then(
    (answer) => answer.ok,
    () => false,
  );

const SAID = {
  da: [
    ['Vi har sagt, at du kommer', 'Åbn Tavlen, hvis der kommer noget i vejen.'],
    ['Dit svar kom ikke frem', 'Åbn Tavlen, og sig, at du kommer.'],
  ],
  en: [
    ['We have said that you are coming', 'Open Tavlen if something comes up.'],
    ['Your answer did not get through', 'Open Tavlen and say that you are coming.'],
  ],
} as const;

/** "Jeg kommer" without opening anything. What does not get through opens the meeting, where it can be said again. */
const come = async (kept: Kept, tag: string): Promise<void> => {
  const { notification, plan, meeting, start, lang, navigate } = kept;
  const done = await put(`plans/${plan}/meetings/${meeting}/answer`, { answer: 'yes', start }, notification);
  const say = ([title, body]: readonly [string, string]) =>
    show(title, body, tag, { lang, navigate, actions: [] }, []);
  const [said, failed] = SAID[lang === 'en' ? 'en' : 'da'];
  if (!done) return void (await open(navigate).catch(() => say(failed)));
  await say(said);
  await put(`me/reminders/${notification}/opened`, {});
};

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  const kept = (notification.data ?? {}) as Partial<Kept>;
  const navigate = kept.actions?.find((a) => a.action === action)?.navigate ?? kept.navigate ?? '/i-dag';
  event.waitUntil(action === 'come' && kept.meeting ? come(kept as Kept, notification.tag) : open(navigate));
});
