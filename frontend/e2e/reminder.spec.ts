/** A reminder on the lock screen: answered there, or opened in the app. */
import type { BrowserContext, Page, Worker } from '@playwright/test';
import {
  deliver,
  expect,
  phone,
  signIn,
  test,
  working,
  type Installation,
  type PhoneKeys,
} from './installation';

interface Payload {
  notification: {
    title: string;
    tag: string;
    navigate: string;
    actions?: { action: string; title: string; navigate: string }[];
    data: { notification: string; plan: string; meeting: string };
  };
  app_badge: number;
}

/** The next push of a kind; others that came due with it are let by. */
async function pushOf(installation: Installation, keys: PhoneKeys, kind: string): Promise<[string, Payload]> {
  for (;;) {
    const text = await installation.push.received(keys);
    const payload = JSON.parse(text) as Payload;
    if (payload.notification.tag.startsWith(kind)) return [text, payload];
  }
}

/** Taps a shown notification: the browser itself offers no way to, so its event is made in the worker. */
const tap = (worker: Worker, tag: string, action: string): Promise<void> =>
  worker.evaluate(
    async ([tag, action]) => {
      const scope = self as unknown as ServiceWorkerGlobalScope;
      const [notification] = await scope.registration.getNotifications({ tag: tag! });
      const event = new NotificationEvent('notificationclick', {
        notification: notification!,
        action: action!,
      });
      let work: Promise<unknown> = Promise.resolve();
      // An event that a script made has no life of its own to be lengthened.
      Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => (work = promise) });
      scope.dispatchEvent(event);
      // Bringing a window to the front takes a person's own tap.
      await work.catch(() => {});
    },
    [tag, action] as const,
  );

const shown = (page: Page): Promise<{ title: string; tag: string; actions: string[] }[]> =>
  page.evaluate(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => ({
      title: n.title,
      tag: n.tag,
      actions: ((n as unknown as { actions?: { action: string }[] }).actions ?? []).map((a) => a.action),
    })),
  );

const rsvp = async (page: Page, plan: string, meeting: string): Promise<string | undefined> => {
  const answer = await page.request.get(`/api/v1/plans/${plan}`);
  const { meetings } = (await answer.json()) as { meetings: { id: string; rsvp?: { status: string } }[] };
  return meetings.find((m) => m.id === meeting)?.rsvp?.status;
};
const openedAt = async (page: Page, id: string): Promise<string | undefined> => {
  const answer = await page.request.get('/api/v1/me/reminders');
  const { reminders } = (await answer.json()) as { reminders: { id: string; opened_at?: string }[] };
  return reminders.find((r) => r.id === id)?.opened_at;
};
/**
 * Hands a push over until it is shown. On a machine that does much else one that came in the moment in which the one
 * before was tapped and closed has once not been shown; why is not known, nor could it be made to happen again.
 */
const delivered = (page: Page, origin: string, text: string): Promise<void> =>
  expect(async () => {
    await deliver(page, origin, text);
    await expect.poll(() => shown(page), { timeout: 3000 }).toHaveLength(1);
  }).toPass({ timeout: 30_000 });
async function subscribed(context: BrowserContext, installation: Installation): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  await working(page);
  await page.goto('/mere');
  await page.getByRole('button', { name: 'Sig til, når der er nyt' }).click();
  await expect(page.getByText('Nu bliver der sagt til.').first()).toBeVisible();
  return page;
}

test('a reminder is answered on the lock screen, or opens its meeting', async ({ browser, installation }) => {
  const keys = await installation.push.subscription();
  const context = await phone(browser, installation, keys);
  const page = await subscribed(context, installation);
  const [worker] = context.serviceWorkers();

  // A day before the meeting at 14 on Thursday.
  installation.ahead('29h5m');
  const [text, payload] = await pushOf(installation, keys, 'meeting_tomorrow');
  const { tag, data, navigate } = payload.notification;
  expect(navigate).toBe(`${installation.url}/moeder/${data.meeting}#n=${data.notification}`);
  expect(await rsvp(page, data.plan, data.meeting)).not.toBe('yes');
  await deliver(page, installation.url, text);
  await expect
    .poll(() => shown(page))
    .toEqual([{ title: 'Du har en aftale i morgen', tag, actions: ['come', 'cannot'] }]);

  // "Jeg kan ikke": the page that asks why, in the window that is open; and it is known that it was opened.
  await tap(worker!, tag, 'cannot');
  await expect(page).toHaveURL(`${installation.url}/moeder/${data.meeting}/afbud`);
  await expect.poll(() => openedAt(page, data.notification)).toBeTruthy();
  expect(await shown(page)).toEqual([]);

  // Without net the yes is not lost without a word: the meeting opens, where it can be said again.
  await delivered(page, installation.url, text);
  await context.setOffline(true);
  await tap(worker!, tag, 'come');
  await expect(page).toHaveURL(`${installation.url}/moeder/${data.meeting}`);
  await context.setOffline(false);
  expect(await rsvp(page, data.plan, data.meeting)).not.toBe('yes');

  // "Jeg kommer": the worker says it, and says that it was said. Where its net is not quite back, the meeting opens once
  // more as above, and he taps again.
  await expect(async () => {
    await delivered(page, installation.url, text);
    await tap(worker!, tag, 'come');
    await expect
      .poll(() => shown(page), { timeout: 3000 })
      .toEqual([{ title: 'Vi har sagt, at du kommer', tag, actions: [] }]);
  }).toPass({ timeout: 30_000 });
  expect(await rsvp(page, data.plan, data.meeting)).toBe('yes');

  // A payload that is none of ours still shows something, and opens nothing but this app.
  await deliver(
    page,
    installation.url,
    JSON.stringify({ notification: { title: 'x', navigate: 'https://evil.example/', tag: 'x' } }),
  );
  await expect.poll(() => shown(page)).toHaveLength(2);
  await tap(worker!, 'x', '');
  await expect(page).toHaveURL(`${installation.url}/i-dag`);
  await context.close();
});
