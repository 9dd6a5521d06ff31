/**
 * A new number, saved on a phone that has long been open: it waits until Sofie has shown that it is her, says so, outlives
 * the page, and then goes out by itself, once.
 */
import { anchor, expect, phone, signIn, test } from './installation';
import { bothSchemes } from './judge';
import { look } from './look';

test('what wants a proof waits for it, and goes out when it is given', async ({ browser, installation }) => {
  const sofie = await (await phone(browser, installation)).newPage();
  await signIn(sofie, installation, 'sofie');
  await sofie.getByRole('button', { name: 'Vælg en kode med 6 tal' }).click();
  await sofie.getByLabel('Kode med 6 tal').fill('592741');
  await sofie.getByLabel('Skriv koden igen').fill('592741');
  await sofie.getByRole('button', { name: 'Gem koden' }).click();
  await expect(sofie.getByText('Nu kan kun du logge ind med den her telefon.')).toBeVisible();
  installation.ahead('20m');
  const now = async () => Date.parse((await sofie.request.get('/healthz')).headers()['tavlen-time'] ?? '');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + 20 * 60_000);

  await sofie.goto('/paamindelser');
  await sofie.getByLabel('Dit telefonnummer').fill('20 30 40 50');
  await sofie.getByRole('button', { name: 'Gem', exact: true }).click();
  const question = sofie.getByRole('dialog', { name: 'Vis, at det er dig' });
  await question.getByRole('button', { name: 'Luk' }).click();
  const waits = sofie.getByText('Det venter, til du har vist, at det er dig.');
  await expect(waits).toBeVisible();
  await bothSchemes(sofie, 'what waits for a proof');
  await look('unproven', { citizen: sofie });
  // It outlives the page, and asks nothing by itself.
  await sofie.reload();
  await expect(waits).toBeVisible();
  await expect(question).toHaveCount(0);

  let taken = 0;
  sofie.on('response', (r) => {
    if (r.request().method() === 'PUT' && r.url().endsWith('/me/settings') && r.ok()) taken++;
  });
  await sofie.getByRole('button', { name: 'Vis, at det er dig' }).click();
  await question.getByLabel('Kode med 6 tal').fill('592741');
  await question.getByRole('button', { name: 'Fortsæt' }).click();
  await expect(waits).toHaveCount(0);
  await expect.poll(() => taken).toBe(1);
  await sofie.reload();
  await expect(sofie.getByLabel('Dit telefonnummer')).toHaveValue(/20 ?30 ?40 ?50/);
});
