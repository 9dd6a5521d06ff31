/** The board in everyday use: two who change the same words, a finger that drags, a heavy day, and whether all can use it. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation';
import { bothSchemes } from './judge';

async function device(
  browser: Browser,
  installation: Installation,
  width: number,
  more: object = {},
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width, height: width > 800 ? 900 : 844 },
    hasTouch: true,
    ...more,
  });
  return [context, await context.newPage()];
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const openDialog = (page: Page) => page.getByRole('dialog');

test('two people change the same words: both texts are shown, and neither is lost', async ({
  browser,
  installation,
}) => {
  const [one, here] = await device(browser, installation, 390);
  const [two, there] = await device(browser, installation, 390);
  for (const page of [here, there]) {
    await signIn(page, installation, 'peter');
    await page.goto('/tavlen');
    await page.getByRole('button', { name: /Flyt eller ret: Jeg er rolig/ }).tap();
    await openDialog(page).getByRole('button', { name: 'Ret ordene' }).tap();
  }
  await openDialog(here).getByRole('textbox').fill('Jeg er rolig i myldretiden.');
  await openDialog(here).getByRole('button', { name: 'Gem' }).tap();
  await expect(openDialog(there).getByRole('heading')).toHaveText('Jeg er rolig i myldretiden.');
  await openDialog(there).getByRole('textbox').fill('Jeg er rolig om morgenen.');
  await openDialog(there).getByRole('button', { name: 'Gem' }).tap();
  const notice = there.getByRole('alert');
  await expect(notice).toContainText('Jeg er rolig i myldretiden.');
  await expect(notice).toContainText('Jeg er rolig om morgenen.');
  await notice.getByRole('button', { name: 'Brug mit' }).tap();
  await expect(here.getByText('Jeg er rolig om morgenen.')).toBeVisible();
  await one.close();
  await two.close();
});

test('a note is dragged to another lane with a finger, and the keyboard stays with it', async ({
  browser,
  installation,
}) => {
  const [context, page] = await device(browser, installation, 1280);
  await signIn(page, installation, 'peter');
  await page.goto('/tavlen');
  const grip = page.getByRole('button', { name: 'Flyt eller ret: Stå op klokken 7 på hverdage' });
  const lane = page.getByRole('region', { name: 'Arbejde' });
  await lane.waitFor();
  const cdp = await context.newCDPSession(page);
  // What comes after the first content may still move the notes: a finger waits until all is there and lies still.
  await page.getByRole('link', { name: 'Tidslinje' }).waitFor();
  const lies = async () => JSON.stringify(await grip.boundingBox());
  await expect(async () => {
    const before = await lies();
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
    );
    expect(await lies()).toBe(before);
  }).toPass();
  const from = (await grip.boundingBox())!;
  const to = (await lane.getByRole('heading', { level: 2 }).boundingBox())!;
  const start = { x: from.x + 20, y: from.y + 20 };
  const end = { x: to.x + 60, y: to.y + 20 };
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [start] });
  for (let n = 1; n <= 10; n++)
    await cdp.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: start.x + ((end.x - start.x) * n) / 10, y: start.y + ((end.y - start.y) * n) / 10 }],
    });
  await expect(page.locator('[data-drop]')).toHaveCount(1);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(lane.getByRole('heading', { level: 3 })).toHaveText([
    'Stå op klokken 7 på hverdage',
    'Et job med løn',
  ]);
  await expect.poll(() => focused(page)).toBe('Flyt eller ret: Stå op klokken 7 på hverdage');
  await expect(openDialog(page)).toHaveCount(0);
  await context.close();
});

test('a heavy day shows one thing and the direct line, and the phone remembers it until tomorrow', async ({
  browser,
  installation,
}) => {
  const [context, page] = await device(browser, installation, 390);
  await signIn(page, installation, 'peter');
  await page.goto('/skridt');
  await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bare det her i dag');
  await expect(page.getByRole('link', { name: 'Ring til Maja' })).toHaveAttribute('href', /^tel:/);
  await page.goto('/i-dag');
  await expect(page).toHaveURL(/skridt/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bare det her i dag');
  const first = await page.getByRole('heading', { level: 2 }).first().innerText();
  await page.getByRole('button', { name: 'Ikke i dag' }).tap();
  await expect(page.getByRole('heading', { level: 2 }).first()).not.toHaveText(first);
  await page.getByRole('button', { name: 'Vis hele dagen igen' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Godmorgen, Peter');
  await expect(page).toHaveURL(/i-dag/);
  await context.close();
});

for (const width of [390, 320, 1280]) {
  test(`the rooms of the board are accessible, ${width} px wide`, async ({ browser, installation }) => {
    const [context, page] = await device(browser, installation, width);
    await signIn(page, installation, 'peter');
    for (const room of ['/tavlen', '/tavlen/tid', '/skridt']) {
      await page.goto(room);
      await bothSchemes(page, room);
    }
    await page.goto('/tavlen');
    await page.getByRole('button', { name: 'Flyt eller ret: Et job med løn' }).tap();
    await bothSchemes(page, 'the sheet of a goal');
    await openDialog(page).getByRole('button', { name: 'Flyt til …' }).tap();
    await bothSchemes(page, 'where to move it');
    await openDialog(page).getByRole('button', { name: 'Luk' }).tap();
    await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).tap();
    await openDialog(page).getByRole('button', { name: 'Sæt på tavlen' }).tap();
    await bothSchemes(page, 'a new goal without words');
    await openDialog(page).getByRole('button', { name: 'Luk' }).tap();
    await page.getByRole('link', { name: 'Et job med løn' }).tap();
    await bothSchemes(page, 'the road of a goal');
    await page.goto('/skridt');
    await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
    await bothSchemes(page, 'a heavy day');
    await context.close();
  });
}

// The last of this file: it moves the clock of its installation.
test('a heavy day is over at midnight; at night nobody is said to answer, and what is next is on top', async ({
  browser,
  installation,
}) => {
  const [context, page] = await device(browser, installation, 390);
  const title = page.getByRole('heading', { level: 1 });
  await signIn(page, installation, 'peter');
  await page.goto('/skridt');
  await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
  await expect(title).toHaveText('Bare det her i dag');
  installation.ahead('16h8m');
  await expect(async () => {
    await page.goto('/skridt');
    await expect(title).toHaveText('Ét skridt ad gangen', { timeout: 5000 });
  }).toPass();
  await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
  await expect(page.getByText(/^Maja har fri nu/)).toBeVisible();
  await expect(page.getByText('Har du brug for hjælp med det samme?')).toBeVisible();
  await expect(page.getByRole('link', { name: /Ring til/ })).toHaveCount(0);
  // Tomorrow's meeting stands over all else.
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('Torsdag 26. november kl. 14');
  await page.goto('/mere');
  await expect(page.getByText(/^Maja har fri nu/)).toBeVisible();
  await context.close();
});
