/** A plan ends at the desk, her phone says so and who calls; on the day the call stands in the queue, and a told talk ends it. */
import { expect, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('what is left is named with the way there, and nothing ends before', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const wrong = faults(maja);
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await maja.getByRole('button', { name: 'Afslut planen' }).click();
  const form = maja.locator('form').filter({ hasText: 'Hvorfor slutter planen?' });
  await form.getByRole('button', { name: 'Afslut planen nu' }).click();
  await expect(form.getByText('Vælg noget her.').first()).toBeVisible();
  await form.getByLabel('Job').check();
  await form.getByLabel('Maja').check();
  await form.getByLabel(/^Hvilken dag/).fill('2027-02-03');
  await form.getByRole('button', { name: 'Afslut planen nu' }).click();
  await expect(form.getByText('Det her venter først:')).toBeVisible();
  await expect(form.getByRole('link', { name: /ligger forude/ }).first()).toBeVisible();
  await nothingWrong(maja, 'what hinders an end');
  await look('plan-end', { desk: maja });
  expect(wrong).toEqual([]);
});
