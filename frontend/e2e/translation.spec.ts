/** Words in two languages beside each other: sent with a translation, and one that comes after. */
import type { Browser, Page } from '@playwright/test';
import { atRest, expect, signIn, test, type Installation } from './installation';
import { stumbles } from './judge';
import { look } from './look';

async function open(browser: Browser, installation: Installation, who: string, width: number): Promise<Page> {
  const context = await browser.newContext({ baseURL: installation.url, viewport: { width, height: 844 } });
  const page = await context.newPage();
  await signIn(page, installation, who);
  return page;
}

test("what staff write stands in both languages, and the citizen's words get a person's translation", async ({
  browser,
  installation,
}) => {
  const daryna = await open(browser, installation, 'daryna', 390);
  await daryna.goto('/beskeder');
  const hers = daryna.locator('.bubble').filter({ hasText: 'Чи буде перекладач у четвер?' });
  await expect(hers).toContainText('En maskine har oversat det. Der kan være fejl.');

  const ingrid = await open(browser, installation, 'ingrid', 1280);
  await ingrid.goto('/bord');
  await ingrid
    .getByRole('link', { name: /Daryna/ })
    .first()
    .click();
  await ingrid
    .getByRole('link', { name: /Beskeder/ })
    .first()
    .click();
  await ingrid.getByRole('textbox', { name: /^Skriv til Daryna/ }).fill('Tolken kommer på torsdag kl. 10.');
  await ingrid
    .getByRole('textbox', { name: 'Det samme på ukrainsk' })
    .fill('Перекладач прийде в четвер о 10.');
  // Both are kept while they are written.
  await expect
    .poll(async () => (await atRest(ingrid)).filter((r) => r.includes('draft/desk/message/')).length)
    .toBe(2);
  await ingrid.reload();
  await expect(ingrid.getByRole('textbox', { name: 'Det samme på ukrainsk' })).toHaveValue(
    'Перекладач прийде в четвер о 10.',
  );
  await ingrid.getByRole('button', { name: 'Send til Daryna' }).click();
  const both = daryna.locator('.bubble').filter({ hasText: 'Перекладач прийде в четвер о 10.' });
  await expect(both).toContainText('Tolken kommer på torsdag kl. 10.');
  await expect(both.getByText('Перекладач прийде в четвер о 10.')).toHaveAttribute('lang', 'uk');
  // Her own language stands first.
  await expect(both.locator('.text').first()).toHaveText('Перекладач прийде в четвер о 10.');

  const asked = ingrid.locator('.bubble').filter({ hasText: 'Чи буде перекладач у четвер?' });
  await asked.getByRole('button', { name: 'Skriv oversættelsen om' }).click();
  const box = asked.getByRole('textbox', { name: 'Det samme på dansk' });
  await box.fill('   ');
  await asked.getByRole('button', { name: 'Gem oversættelsen' }).click();
  await expect(asked.getByRole('alert')).toBeVisible();
  await box.fill('Er der en tolk med på torsdag?');
  await asked.getByRole('button', { name: 'Gem oversættelsen' }).click();
  await expect(asked).toContainText('Er der en tolk med på torsdag?');
  await expect(hers).toContainText('Er der en tolk med på torsdag?');
  await expect(hers).not.toContainText('En maskine');
  await expect(hers).toContainText('Ingrid har fået det oversat.');
  await look('translation', { daryna, ingrid });
  for (const page of [daryna, ingrid]) {
    expect(await stumbles(page)).toEqual([]);
  }
});
