/**
 * Somebody comes in as Peter on another phone (T04): his open phone says so at once, says it again until he answers, and
 * has the way to sign the other out; his consultant sees it on his card.
 */
import { anchor, expect, phone, signIn, test } from './installation';
import { bothSchemes } from './judge';
import { look } from './look';

test('a new phone is told on the open one, which signs it out', async ({ browser, installation }) => {
  const context = await phone(browser, installation);
  const peter = await context.newPage();
  await signIn(peter, installation, 'peter');
  await expect(peter.getByRole('heading', { level: 1 })).toBeVisible();
  const told = peter.getByText('Der er logget ind som dig på');

  // What came in later than the phone is news to it.
  installation.ahead('1m');
  const now = async () => Date.parse((await peter.request.get('/healthz')).headers()['tavlen-time'] ?? '');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + 60_000);
  const other = await (await phone(browser, installation)).newPage();
  await signIn(other, installation, 'peter');
  await expect(told).toBeVisible({ timeout: 5_000 });
  await expect(told).toContainText('Linux, Chrome');
  await bothSchemes(peter, 'a new phone');
  await look('devices-new', { citizen: peter });
  await peter.setViewportSize({ width: 320, height: 700 });
  expect(await peter.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await peter.setViewportSize({ width: 390, height: 844 });
  // Not answered, it is said again; on the new phone itself it is not.
  await peter.reload();
  await expect(told).toBeVisible();
  await expect(other.getByText('Der er logget ind som dig på')).toHaveCount(0);

  const maja = await (await browser.newContext({ baseURL: installation.url })).newPage();
  await signIn(maja, installation, 'maja');
  const card = maja.getByRole('article').filter({ hasText: 'Peter' });
  await expect(card.getByText('Logget ind på en ny telefon (Linux, Chrome) i dag')).toBeVisible();
  await look('devices-desk', { staff: maja });
  // What is written on it says so to his consultant.
  await other.goto('/beskeder');
  await other.getByRole('textbox', { name: /^Skriv til/ }).fill('Send det til en anden konto.');
  await other.getByRole('button', { name: 'Send', exact: true }).click();
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await maja.getByRole('link', { name: /^Beskeder/ }).click();
  const bubble = maja.locator('.bubble').filter({ hasText: 'Send det til en anden konto.' });
  await expect(bubble.getByText('Sendt fra en ny telefon: Linux, Chrome')).toBeVisible();
  await bothSchemes(maja, 'a message from a new phone');
  await look('devices-message', { staff: maja });

  await peter.getByRole('button', { name: 'Log den ud' }).click();
  await expect(peter.getByText('Den er logget ud. Sig det til din konsulent.')).toBeVisible();
  await expect(other.getByRole('textbox', { name: /kode/i })).toBeVisible();
  await peter.reload();
  await expect(peter.getByRole('heading', { level: 1 })).toBeVisible();
  await peter.goto('/mere');
  await expect(peter.getByText('Den her telefon').first()).toBeVisible();
  await expect(told).toHaveCount(0);
});
