/**
 * T02: somebody looks over her shoulder, takes the phone, or reads its lock screen. A way out that leaves nothing to go
 * back to, titles that say nothing, and a name and notifications that say nothing where she chose so.
 */
import type { Page } from '@playwright/test';
import { deliver, expect, phone, signIn, test, working } from './installation';
import * as judge from './judge';

/** Words of the case that tell whose plan it is and what stands on it. */
const PLAN = /Peter|Maja|Anette|Tivoli|Lone|Kæden|lager|job|løn|alkohol|jobcenter|kommune|mentor/i;
const text = (page: Page) => page.evaluate(() => document.documentElement.innerText);
/** The page that shows nothing, with no word of the plan. */
async function neutral(page: Page): Promise<void> {
  await page.waitForURL(/\/noter\.html$/);
  await expect(page.getByRole('heading', { name: 'Noter' })).toBeVisible();
  expect(await page.title()).toBe('Noter');
  expect(await text(page)).not.toMatch(PLAN);
}
/** Back, as often as there is anything to go back to that could be this app's. */
async function backShowsNothing(page: Page): Promise<void> {
  for (let n = 0; n < 3; n++) {
    const before = await page.evaluate(() => history.length);
    await page.goBack({ waitUntil: 'commit' }).catch(() => null);
    if (page.url() === 'about:blank') return;
    await neutral(page);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(before);
  }
}
const press = async (page: Page, key: string, times: number) => {
  for (let n = 0; n < times; n++) await page.keyboard.press(key);
};
async function inside(page: Page): Promise<void> {
  await page.goto('/tavlen');
  await judge.ready(page);
  await page.getByRole('link', { name: 'Et job med løn' }).click();
  await expect(page.getByRole('heading', { name: /job/i }).first()).toBeVisible();
}

test('the quick way out shows nothing at once, and neither does Back', async ({ browser, installation }) => {
  const page = await judge.open(browser, installation, 'peter');
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await inside(page);
  await page.getByRole('button', { name: /^Skjul siden nu/ }).click();
  await neutral(page);
  await judge.nothingWrong(page, 'noter');
  await backShowsNothing(page);
  // Nor a page that is opened anew, or another window: only she opens it, on purpose.
  const other = await page.context().newPage();
  await other.goto('/i-dag');
  await neutral(other);
  await other.getByRole('link', { name: 'Åbn' }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(/, Peter$/);
  expect(new URL(other.url()).hash).toBe('');
  expect([...origins]).toEqual([new URL(installation.url).origin]);
});

test('Shift three times is the way out too, from a sheet and in every window; writing is not', async ({
  browser,
  installation,
}) => {
  const page = await judge.open(browser, installation, 'peter');
  const other = await page.context().newPage();
  await other.goto('/moeder');
  await judge.ready(other);
  await other.getByRole('button', { name: /^Skjul siden nu/ }).waitFor();
  await page.goto('/beskeder');
  await page.getByRole('button', { name: /^Skjul siden nu/ }).waitFor();
  await page.getByLabel(/^Skriv til /).click();
  await page.keyboard.press('Shift+H');
  await page.keyboard.press('Shift+E');
  await page.keyboard.press('Shift+J');
  await expect(page.getByLabel(/^Skriv til /)).toHaveValue('HEJ');
  await page.goto('/tavlen');
  await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('button', { name: /^Skjul siden nu/ })).toBeVisible();
  await press(page, 'Shift', 3);
  await neutral(page);
  await neutral(other);
});

test('a contact has the way out, and the staff have none', async ({ browser, installation }) => {
  const anette = await judge.open(browser, installation, 'anette');
  await anette.getByRole('button', { name: /^Skjul siden nu/ }).click();
  await neutral(anette);
  await backShowsNothing(anette);
  const maja = await judge.open(browser, installation, 'maja');
  await judge.ready(maja);
  await expect(maja.getByRole('button', { name: /^Skjul siden nu/ })).toHaveCount(0);
});

test('without net it leads to the same page', async ({ browser, installation }) => {
  const page = await judge.open(browser, installation, 'peter');
  await working(page);
  await page.goto('/tavlen');
  await judge.ready(page);
  await page.context().setOffline(true);
  await page.getByRole('button', { name: /^Skjul siden nu/ }).click();
  await neutral(page);
  await page.getByRole('link', { name: 'Åbn' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/, Peter$/);
});

test('no title says anything of the plan', async ({ browser, installation }) => {
  const page = await judge.open(browser, installation, 'peter');
  for (const room of [
    '/i-dag',
    '/tavlen',
    '/moeder',
    '/beskeder',
    '/mere',
    '/plan',
    '/papir',
    '/aendringer',
    '/historie',
  ]) {
    await page.goto(room);
    await judge.ready(page);
    expect(await page.title(), room).not.toMatch(PLAN);
  }
  await page.goto('/tavlen');
  await page.getByRole('link', { name: 'Et job med løn' }).click();
  await judge.ready(page);
  await expect(page).not.toHaveTitle(PLAN);
});

test('under a neutral name neither title, manifest, icon nor notification says anything', async ({
  browser,
  installation,
}) => {
  const context = await phone(browser, installation, await installation.push.subscription());
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  await working(page);
  const shown = async (data: object) => {
    await deliver(page, installation.url, JSON.stringify(data));
    await expect
      .poll(() =>
        page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length),
      )
      .toBe(1);
    return page.evaluate(async () => {
      const [note] = await (await navigator.serviceWorker.ready).getNotifications();
      const said = { title: note!.title, body: note!.body, icon: new URL(note!.icon).pathname };
      note!.close();
      return { ...said, actions: (note as Notification & { actions?: unknown[] }).actions?.length };
    });
  };
  const payload = {
    web_push: 8030,
    notification: {
      title: 'Du har en aftale i morgen',
      body: 'Åbn Tavlen for at se tid og sted.',
      lang: 'da',
      navigate: '/i-dag',
      actions: [{ action: 'come', title: 'Jeg kommer' }],
    },
  };
  expect((await shown(payload)).title).toBe('Du har en aftale i morgen');

  await page.goto('/mere');
  await page.getByRole('button', { name: 'Kald appen Noter' }).click();
  await expect(page.getByText('Appen hedder Noter på den her telefon.').first()).toBeVisible();
  expect(await shown(payload)).toEqual({
    title: 'Noter',
    body: 'Der er noget nyt.',
    icon: '/icons/noter-192.png',
    actions: 0,
  });
  await judge.bothSchemes(page, 'mere-noter');
  for (const room of ['/i-dag', '/beskeder']) {
    await page.goto(room);
    await judge.ready(page);
    await expect(page).toHaveTitle('Noter');
  }
  await page.getByRole('button', { name: /^Skjul siden nu/ }).waitFor();
  const manifest = await page.evaluate(async () => {
    const { href } = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    return (await fetch(href)).text();
  });
  expect(manifest).toContain('"name": "Noter"');
  expect(manifest).not.toMatch(/Tavlen|plan/);
  for (const { src } of (JSON.parse(manifest) as { icons: { src: string }[] }).icons)
    expect((await page.request.get(src)).status(), src).toBe(200);
  // The phone's look is nobody's: it outlives a sign-out, as the icon on the home screen does.
  await page.goto('/mere');
  await page.getByRole('button', { name: 'Log ud', exact: true }).click();
  await expect(page.getByLabel('Din kode')).toBeVisible();
  await expect(page).toHaveTitle('Noter');
});
