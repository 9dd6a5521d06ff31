/** Several phones of one person, and how long a session lasts on them. */
import type { Page } from '@playwright/test';
import { atRest, expect, phone, signIn, test, working } from './installation';
import { look } from './look';

/** Everything that the service worker's caches hold, as text. */
const cached = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    let all = '';
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        all += request.url + '\n';
        all += await (await cache.match(request))!.text();
      }
    }
    return all;
  });

test('signing out everywhere else empties the other phone at once, and leaves this one alone', async ({
  browser,
  installation,
}) => {
  const here = await (await phone(browser, installation)).newPage();
  const lost = await (await phone(browser, installation)).newPage();
  for (const page of [here, lost]) await signIn(page, installation, 'peter');
  await working(lost);
  await lost.getByRole('link', { name: 'Beskeder' }).click();
  await lost.getByLabel('Skriv til Maja').fill('Halvt skrevet');
  await expect.poll(async () => (await atRest(lost)).length).toBeGreaterThan(0);

  await here.goto('/mere');
  await here.getByRole('button', { name: 'Log ud på andre telefoner' }).click();
  await expect(lost.getByLabel('Din kode')).toBeVisible();
  await expect(lost.getByText('Halvt skrevet')).toHaveCount(0);
  await expect.poll(() => atRest(lost)).toEqual([]);
  const files = await cached(lost);
  expect(files).not.toMatch(/^http.*\/api\//m);
  for (const word of ['Prøvesen', 'hvor de regner med mig', 'Halvt skrevet'])
    expect(files.includes(word), word).toBe(false);
  expect(await lost.evaluate(() => Object.keys(localStorage).filter((k) => k.includes('user')))).toEqual([]);
  await lost.goto('/tavlen');
  await expect(lost.getByLabel('Din kode')).toBeVisible();

  await here.goto('/tavlen');
  await expect(here.getByText('hvor de regner med mig')).toBeVisible();
});

test('one phone of several is found in the list and signed out; the others stay in', async ({
  browser,
  installation,
}) => {
  const here = await (await phone(browser, installation)).newPage();
  const lost = await (await phone(browser, installation)).newPage();
  for (const page of [lost, here]) await signIn(page, installation, 'peter');
  await working(lost);
  await here.goto('/mere');
  const list = here.getByRole('listitem').filter({ hasText: 'Logget ind i dag.' });
  await expect(list.filter({ hasText: 'Den her telefon' })).toHaveCount(1);
  const others = await list.filter({ hasText: 'Sidst brugt i dag.' }).count();
  await look('devices', { here });
  // All of them are browsers on one machine and called alike: which is which, the server knows.
  const mine = await lost.evaluate(async () => {
    const me = (await (await fetch('/api/v1/me')).json()) as { session: { id: string } };
    const all = (await (await fetch('/api/v1/sessions')).json()) as { sessions: { id: string }[] };
    return all.sessions.findIndex(({ id }) => id === me.session.id);
  });
  await list.nth(mine).getByRole('button', { name: 'Log ud: Linux, Chrome' }).click();
  await expect(here.getByText('Linux, Chrome er logget ud.').first()).toBeVisible();
  await expect(list.filter({ hasText: 'Sidst brugt' })).toHaveCount(others - 1);
  await expect(lost.getByLabel('Din kode')).toBeVisible();
  await here.goto('/tavlen');
  await expect(here.getByText('hvor de regner med mig')).toBeVisible();
});

test('a session goes on by itself when its token has run out', async ({ browser, installation }) => {
  const context = await phone(browser, installation);
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  const token = async () => (await context.cookies()).find((c) => c.name === '__Host-tavlen')?.value;
  const first = await token();
  installation.ahead('16m');
  // The server reads its clock once a second.
  await expect
    .poll(async () => {
      await page.goto('/tavlen');
      await expect(page.getByText('hvor de regner med mig')).toBeVisible();
      return token();
    })
    .not.toBe(first);
  await page.getByRole('link', { name: 'Beskeder' }).click();
  await page.getByLabel('Skriv til Maja').fill('Efter et kvarter');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('.bubble').filter({ hasText: 'Efter et kvarter' })).toContainText('Sendt');
});
