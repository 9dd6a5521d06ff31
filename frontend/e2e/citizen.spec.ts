/** The citizen's rooms on a phone, with the whole real case: to be read by anyone, without net, and gone when he leaves. */
import type { Page } from '@playwright/test';
import { atRest, expect, signIn, test, working } from './installation';
import * as judge from './judge';

const ROOMS = [
  '/i-dag',
  '/tavlen',
  '/moeder',
  '/beskeder',
  '/aendringer',
  '/mere',
  '/papir',
  '/plan',
  '/hvor-langt',
  '/hvem-har-set',
];

/** Opened, so that what is folded away is judged too. */
async function nothingWrong(page: Page, where: string): Promise<void> {
  await page
    .locator('details')
    .evaluateAll((all) => all.forEach((d) => ((d as HTMLDetailsElement).open = true)));
  await judge.bothSchemes(page, where);
}
for (const width of [390, 320]) {
  test(`every room is accessible, ${width} px wide`, async ({ browser, installation }) => {
    const context = await browser.newContext({
      baseURL: installation.url,
      viewport: { width, height: 844 },
    });
    const page = await context.newPage();
    const problems = judge.faults(page);
    await page.goto(installation.links.peter!);
    await judge.ready(page);
    await nothingWrong(page, '/ind');
    await signIn(page, installation, 'peter');
    for (const room of ROOMS) {
      await page.goto(room);
      await judge.ready(page);
      await nothingWrong(page, room);
    }
    await page.goto('/tavlen');
    await page.getByRole('link', { name: 'Et job med løn' }).click();
    await judge.ready(page);
    await nothingWrong(page, '/maal');
    // The largest letters on the smallest phone are where things stick out.
    await page.goto('/mere');
    await page.getByLabel('Meget stor').check();
    for (const room of ['/i-dag', '/tavlen']) {
      await page.goto(room);
      await judge.ready(page);
      await expect(page.locator('html')).toHaveAttribute('data-size', 'xlarge');
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${room} with the largest letters scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await page.goto('/mere');
    await page.getByLabel('Stor', { exact: true }).check();
    expect(problems).toEqual([]);
    await context.close();
  });
}

test('today, at nine on the day of the case', async ({ page, installation }) => {
  await signIn(page, installation, 'peter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Godmorgen, Peter');
  await expect(page.getByText('Cykelværkstedet Kæden kl. 9-12')).toBeVisible();
  await expect(page.getByText('Torsdag 26. november kl. 14')).toBeVisible();
});

test('without net the plan is there with its age, writes wait, and leave when the net is back', async ({
  browser,
  installation,
}) => {
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  await page.goto('/tavlen');
  await judge.ready(page);
  await working(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('hvor de regner med mig')).toBeVisible();
  await expect(page.getByText(/Du ser planen fra kl\./)).toBeVisible();

  await page.getByRole('link', { name: 'Beskeder' }).click();
  await page.getByLabel('Skriv til Maja').fill('Skrevet uden net');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const mine = page.locator('.bubble').filter({ hasText: 'Skrevet uden net' });
  await expect(mine).toContainText('Venter på net');
  await page.getByText('Har du brug for hjælp med det samme?').click();
  await expect(page.getByRole('link', { name: '112' })).toBeVisible();
  await page.reload();
  await expect(mine).toContainText('Venter på net');
  expect((await atRest(page)).join('\n')).not.toMatch(/Skrevet uden net|Tivoli|Lone/);

  await context.setOffline(false);
  await expect(mine).toContainText('Sendt');
  await context.close();
});

test('signing out without net leaves nothing, and stays signed out', async ({ browser, installation }) => {
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  await working(page);
  await page.goto('/mere');
  await judge.ready(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Log ud', exact: true }).click();
  await expect(page.getByLabel('Din kode')).toBeVisible();
  await expect.poll(() => atRest(page)).toEqual([]);
  await page.reload();
  await expect(page.getByLabel('Din kode')).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByLabel('Din kode')).toBeVisible();
  await page.goto('/tavlen');
  await expect(page.getByLabel('Din kode')).toBeVisible();
  await context.close();
});
