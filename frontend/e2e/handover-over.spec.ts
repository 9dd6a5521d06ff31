/** Two weeks after a change of consultant the former one's open page says that it is over, and empties itself. */
import { atRest, expect, test } from './installation';
import { open } from './judge';

test('the former consultant has the conversation open when her two weeks end', async ({
  browser,
  installation,
}) => {
  const desk = { viewport: { width: 1280, height: 800 } };
  const maja = await open(browser, installation, 'maja', desk);
  await maja.goto('/bord/skift');
  await maja.getByLabel('Hvem skifter konsulent?').selectOption({ label: 'Peter Prøvesen' });
  await maja.getByLabel('Hvem er den nye konsulent?').selectOption({ label: 'Tobias Trinvis' });
  await maja.getByLabel('Første dag med den nye').first().fill('2026-11-25');
  await maja.getByRole('textbox', { name: 'Hvorfor?' }).fill('Jeg skal på barsel.');
  await maja.getByRole('textbox', { name: 'Dit farvel' }).fill('Tak for alle gåturene, Peter.');
  await maja.getByRole('button', { name: 'Aftal skiftet' }).click();
  await maja.getByRole('button', { name: 'Ja, aftal det' }).click();
  await expect(maja.getByRole('button', { name: 'Fortryd skiftet' })).toBeVisible();
  await maja.context().close();

  // A quarter of an hour before the two weeks end: 24 November at 9 and 350 h 45 min.
  installation.ahead('350h45m');
  await expect
    .poll(async () => (await fetch(`${installation.url}/healthz`)).headers.get('Tavlen-Time') ?? '')
    .toContain('2026-12-08T22:4');
  const again = await open(browser, installation, 'maja', desk);
  await again.clock.install();
  await again.goto('/bord/skift');
  await again.getByRole('link', { name: 'Åbn samtalen' }).click();
  await expect(again.getByText('Tak for alle gåturene, Peter.').first()).toBeVisible();
  await expect(again.getByRole('textbox', { name: /Skriv til/ })).toBeVisible();
  installation.ahead('351h1m');
  await expect
    .poll(async () => (await fetch(`${installation.url}/healthz`)).headers.get('Tavlen-Time') ?? '')
    .toContain('2026-12-08T23:0');
  // The time passes at her desk too.
  await again.clock.fastForward('16:00');
  await expect(again.getByText('Samtalen er slut for dig.')).toBeVisible({ timeout: 60_000 });
  await expect(again.getByText('Tak for alle gåturene, Peter.')).toHaveCount(0);
  await expect(again.getByRole('textbox', { name: /Skriv til/ })).toHaveCount(0);
  await expect.poll(async () => (await atRest(again)).filter((r) => r.includes('messages/')).length).toBe(0);
});
