/** The promise of an answer: by when and from whom, a call that is asked for without net, and who stands in. */
import type { Browser, Page } from '@playwright/test';
import { expect, signIn, test, working, type Installation } from './installation';
import { bothSchemes } from './judge';

test.use({ actionTimeout: 15_000 });

async function open(browser: Browser, installation: Installation, who: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signIn(page, installation, who);
  return page;
}

test('the citizen sees by when, asks for a call without net, and it is answered', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  const maja = await open(browser, installation, 'maja');

  // He wrote yesterday after hours, and nobody has answered.
  await peter
    .getByRole('navigation')
    .getByRole('link', { name: /Beskeder/ })
    .click();
  await expect(peter.getByText(/^Du får svar senest/)).toBeVisible();
  await expect(peter.getByRole('link', { name: /Ring til Maja/ })).toHaveAttribute('href', /^tel:/);
  await peter.getByText('Har du brug for hjælp med det samme?').click();
  await expect(peter.getByRole('link', { name: '112' })).toHaveAttribute('href', 'tel:112');
  await bothSchemes(peter, 'messages');

  // Without net: what was promised stands there, with its age, and the call waits.
  await working(peter);
  await peter.reload();
  await expect(peter.getByText(/^Du får svar senest/)).toBeVisible();
  await peter.context().setOffline(true);
  await peter.reload();
  await expect(peter.getByText(/^Du får svar senest/)).toBeVisible();
  await expect(peter.getByText(/^Sidst hentet/)).toBeVisible();
  await peter.getByText('Har du brug for hjælp med det samme?').click();
  await expect(peter.getByRole('link', { name: '112' })).toBeVisible();
  await peter.getByRole('link', { name: 'Ring mig op' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Ring mig op' })).toBeVisible();
  await bothSchemes(peter, 'ring me');
  await peter
    .getByRole('checkbox', { name: /formiddag/ })
    .last()
    .check();
  await peter.getByRole('textbox', { name: 'Hvad handler det om?' }).fill('Det er om bussen');
  await peter.getByRole('button', { name: 'Bed Maja ringe' }).click();
  await expect(peter.getByText('Venter på net.', { exact: true })).toBeVisible();
  await peter.context().setOffline(false);
  await expect(peter.getByText('Maja har ikke svaret endnu.')).toBeVisible();

  // Maja sees it on her list at once, says that they spoke, and he sees that.
  await maja.getByRole('link', { name: /Ringeliste/ }).click();
  await expect(maja.getByText('“Det er om bussen”')).toBeVisible();
  await bothSchemes(maja, 'call list');
  await maja.getByRole('button', { name: 'Vi talte sammen' }).click();
  await expect(maja.getByText('“Det er om bussen”')).toHaveCount(0);
  await expect(peter.getByText(/^I talte sammen/)).toBeVisible();
  // A talk is an answer: nothing is promised any more.
  await peter.getByRole('link', { name: 'Beskeder' }).first().click();
  await expect(peter.getByRole('link', { name: /Ring til Maja/ })).toBeVisible();
  await expect(peter.getByText(/^Du får svar senest/)).toHaveCount(0);
});

test('while she is away her deputy answers, and the citizen is told who', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  const maja = await open(browser, installation, 'maja');
  const jonas = await open(browser, installation, 'jonas');
  await maja.getByRole('link', { name: 'Fravær og afløser' }).click();
  await maja.getByLabel('Første dag').first().fill('24.11.2026');
  await maja.getByLabel('Sidste dag').first().fill('27.11.2026');
  await maja.getByLabel('Hvem svarer imens?').selectOption({ label: 'Jonas Jævnsen' });
  await maja.getByRole('button', { name: 'Gem' }).click();
  await expect(maja.getByText(/Jonas Jævnsen svarer imens/)).toBeVisible();
  await bothSchemes(maja, 'absence');

  await peter.goto('/beskeder');
  await expect(peter.getByText('Jonas svarer for Maja til og med fredag 27. november.')).toBeVisible();
  await peter.getByRole('textbox', { name: /Skriv til/ }).fill('Hej, er der nogen?');
  await peter.getByRole('button', { name: 'Send' }).click();
  await expect(peter.getByText(/^Du får svar senest/)).toBeVisible();

  await jonas.goto('/bord');
  await jonas.getByRole('link', { name: /Peter/ }).first().click();
  await jonas
    .getByRole('link', { name: /Beskeder/ })
    .first()
    .click();
  await expect(jonas.locator('.bubble').filter({ hasText: 'Hej, er der nogen?' })).toBeVisible();
  await jonas.getByRole('textbox', { name: /Skriv/ }).fill('Ja, jeg er her i dag.');
  await jonas.getByRole('button', { name: 'Send' }).click();
  await expect(peter.getByText('Ja, jeg er her i dag.', { exact: true })).toBeVisible();
  await expect(peter.locator('.bubble').filter({ hasText: 'Ja, jeg er her i dag.' })).toContainText('Jonas');
  await expect(peter.getByText(/^Du får svar senest/)).toHaveCount(0);
});
