/** A visit to a page that lies on the phone: what is there is shown before the server is asked for anything. */
import type { Page } from '@playwright/test';
import { expect, signIn, test, working } from './installation';

/** Whether a plan lies on the phone. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const opening = indexedDB.open('tavlen');
        // It is the app's to make.
        opening.onupgradeneeded = () => opening.transaction!.abort();
        opening.onerror = () => done(false);
        opening.onsuccess = () => {
          const db = opening.result;
          const keys = db.transaction('sealed').objectStore('sealed').getAllKeys();
          keys.onsuccess = () => {
            db.close();
            done(keys.result.some((name) => String(name).includes('/plan/')));
          };
        };
      }),
  );

test('the board stands before anything is asked of the server, and the page names what it needs at once', async ({
  page,
  installation,
}) => {
  await signIn(page, installation, 'peter');
  await working(page);
  await expect.poll(() => kept(page)).toBe(true);
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { seen: { stood?: number } };
    seen.seen = {};
    new MutationObserver((_, look) => {
      if (!document.querySelector('article.note')) return;
      look.disconnect();
      seen.seen.stood = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  const opened = await page.goto(`${installation.url}/tavlen`);
  // What comes after the content has asked for its news.
  await page.getByRole('link', { name: 'Tidslinje' }).waitFor();
  const asked = () =>
    page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
        ({ name, startTime }) => ({ path: new URL(name).pathname, startTime }),
      ),
    );
  await expect
    .poll(async () => (await asked()).filter(({ path }) => path.startsWith('/api/')).length)
    .toBeGreaterThan(0);
  const stood = await page.evaluate(() => (globalThis as unknown as { seen: { stood: number } }).seen.stood);
  for (const { path, startTime } of await asked())
    if (path.startsWith('/api/')) expect(startTime, path).toBeGreaterThan(stood);
  expect(opened!.fromServiceWorker()).toBe(true);
  const named = [...(await opened!.text()).matchAll(/<link rel="(\w+)"[^>]* href="\/assets\/(\w+)-/g)];
  expect(named.map(([, rel, file]) => `${rel} ${file}`)).toEqual([
    'stylesheet rooms',
    'modulepreload shared',
    'modulepreload rooms',
  ]);
});
