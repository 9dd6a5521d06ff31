/** A message that needs no answer: said with one tap at the desk, seen on the phone, and taken back. */
import { keys } from './hands';
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';

test.use({ actionTimeout: 15_000 });
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 800 } };

test('one tap says that a thank-you needs no answer, and it can be taken back', async ({
  browser,
  installation,
}) => {
  const sofie = await open(browser, installation, 'sofie', phone);
  const tobias = await open(browser, installation, 'tobias', desk);
  await sofie.goto('/beskeder');
  // She has waited since before: when that stands there, what the page asked the server is there.
  await expect(sofie.getByText(/^Svaret er forsinket/)).toBeVisible();
  await sofie.getByRole('textbox', { name: /Skriv til/ }).fill('Tak for i dag');
  await sofie.getByRole('button', { name: 'Send' }).click();
  const thanks = sofie.locator('.bubble').filter({ hasText: 'Tak for i dag' });
  await expect(thanks).toContainText('Sendt');

  await tobias.getByRole('link', { name: /Sofie/ }).first().click();
  await tobias
    .getByRole('link', { name: /Beskeder/ })
    .first()
    .click();
  await keys.press(tobias.getByRole('button', { name: 'Kræver ikke svar' }));
  await expect(tobias.getByRole('button', { name: 'Fortryd: den skal have svar' })).toBeFocused();
  await expect(thanks).toContainText('Læst af Tobias. Den kræver ikke svar.');
  await expect(sofie.getByText(/^Svaret er forsinket/)).toHaveCount(0);
  await bothSchemes(tobias, 'no answer desk');
  await bothSchemes(sofie, 'no answer phone');
  await tobias.keyboard.press('Enter');
  await expect(tobias.getByRole('button', { name: 'Kræver ikke svar' })).toBeFocused();
  await expect(thanks).toContainText('Set af Tobias');
  await expect(sofie.getByText(/^Svaret er forsinket/)).toBeVisible();
});
