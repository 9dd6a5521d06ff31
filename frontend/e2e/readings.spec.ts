/** Each week a lead looks at who has read without working with the citizen, and at some of the others. */
import { newId, put } from './asking';
import { expect, test } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

test('a lead sees who used emergency access last week, asks why, and the citizen sees that she looked', async ({
  browser,
  installation,
}) => {
  const peters = await open(browser, installation, 'peter');
  const plan = await peters.evaluate(
    async () => (await (await fetch('/api/v1/me')).json()).plan.id as string,
  );
  const maja = await open(browser, installation, 'maja');
  const citizen = await maja.evaluate(
    async (plan) => (await (await fetch(`/api/v1/plans/${plan}`)).json()).citizen.id as string,
    plan,
  );
  const tobias = await open(browser, installation, 'tobias');
  await put(tobias, `/glass/${newId()}`, {
    citizen,
    reason: 'away',
    words: 'Maja er på ferie, og Peter ringede.',
  });
  installation.ahead('146h');
  const now = async () => (await maja.request.get('/healthz')).headers()['tavlen-time'] ?? '';
  await expect.poll(now).toMatch(/^2026-11-30/);

  const lead = await open(browser, installation, 'leder', { viewport: { width: 1280, height: 900 } });
  const wrong = faults(lead);
  await lead.getByRole('link', { name: /^Hvem har set planer \(\d+\)$/ }).click();
  await expect(lead.getByRole('heading', { level: 1, name: 'Hvem har set planer' })).toBeVisible();
  // The newest week with something left is chosen last: older ones come first.
  await lead.goto('/bord/laesninger/2026-11-23');
  const card = lead.getByRole('article').filter({ hasText: /Tobias .* så Peters plan/ });
  await expect(lead.getByRole('article').first()).toContainText('Tobias');
  await expect(card.getByText('Nødadgang')).toBeVisible();
  await expect(card.getByText(/^Grund: .*Maja er på ferie, og Peter ringede\.$/)).toBeVisible();
  await bothSchemes(lead, 'readings');
  await look('readings', { desk: lead });

  await card.getByRole('button', { name: 'Jeg spørger' }).click();
  await card.getByRole('button', { name: 'Gem' }).click();
  await expect(card.getByText('Skriv, hvad du har spurgt om.')).toBeVisible();
  await expect(card.getByRole('textbox')).toBeFocused();
  await lead.keyboard.type('Hvorfor ikke afløseren? Hun var syg.');
  await lead.setViewportSize({ width: 320, height: 740 });
  await bothSchemes(lead, 'readings asked');
  await look('readings-ask', { phone: lead });
  await card.getByRole('button', { name: 'Gem' }).click();
  await expect(card.getByText(/^Tove .* har spurgt mandag 30\. november:$/)).toBeVisible();
  const others = lead.getByRole('article').filter({ has: lead.getByRole('button', { name: 'I orden' }) });
  const left = await others.count();
  await others.first().getByRole('button', { name: 'I orden' }).click();
  await expect(others).toHaveCount(left - 1);
  await lead.reload();
  await expect(card.getByText('Hvorfor ikke afløseren? Hun var syg.')).toBeVisible();
  await expect(others).toHaveCount(left - 1);
  await look('readings-said', { phone: lead });
  expect(wrong).toEqual([]);

  const peter = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  await peter.goto('/hvem-har-set');
  await expect(peter.getByText('så, hvem der har set planen, i ugens stikprøve').first()).toBeVisible();
  await look('readings-told', { phone: peter });
});
