/**
 * A change of consultant: decided at the desk with the keys alone, told on the phone at once, and done at the first
 * second of the day. With TAVLEN_SHOTS=folder the pages are kept there as pictures.
 */
import { keys } from './hands';
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';

test.use({ actionTimeout: 15_000 });
const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 800 } };

test('the citizen is told who, when and why; the new one takes over at the second', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', phone);
  const maja = await open(browser, installation, 'maja', desk);

  // Maja, with the keys alone.
  await keys.press(maja.getByRole('link', { name: 'Skift af konsulent' }));
  await expect(maja.getByText('Der er ikke aftalt noget skift.')).toBeVisible();
  await keys.press(maja.getByRole('button', { name: 'Aftal skiftet' }));
  await expect(maja.getByRole('alert')).toContainText('Vælg en borger');
  await keys.choose(maja.getByLabel('Hvem skifter konsulent?'), 'Peter Prøvesen');
  await keys.choose(maja.getByLabel('Hvem er den nye konsulent?'), 'Tobias Trinvis');
  await keys.write(maja.getByLabel('Første dag med den nye').first(), '23.11.2026');
  await keys.write(maja.getByRole('textbox', { name: 'Hvorfor?' }), 'Jeg skal på barsel.');
  await keys.write(maja.getByRole('textbox', { name: 'Dit farvel' }), 'Tak for alle gåturene, Peter.');
  await keys.press(maja.getByRole('button', { name: 'Aftal skiftet' }));
  await keys.press(maja.getByRole('button', { name: 'Ja, aftal det' }));
  await expect(maja.getByText('Den dag er allerede gået.')).toBeVisible();
  await keys.clear(maja.getByLabel('Første dag med den nye').first());
  await keys.write(maja.getByLabel('Første dag med den nye').first(), '25.11.2026');
  await keys.press(maja.getByRole('button', { name: 'Aftal skiftet' }));
  await expect(
    maja.getByText(/får Tobias Trinvis som konsulent fra onsdag 25. november\. Borgeren/),
  ).toBeVisible();
  await bothSchemes(maja, 'handover desk asking');
  await keys.press(maja.getByRole('button', { name: 'Ja, aftal det' }));
  await expect(maja.getByRole('button', { name: 'Fortryd skiftet' })).toBeVisible();
  await bothSchemes(maja, 'handover desk agreed');
  await keys.press(maja.getByRole('link', { name: 'Se, hvad der følger med' }));
  await expect(maja.getByText(/Et møde, den nye konsulent holder/).first()).toBeVisible();
  await bothSchemes(maja, 'handover desk owed');

  // Peter is told on the page that he has open.
  const news = 'Fra onsdag 25. november er det Tobias, der er din konsulent.';
  await expect(peter.getByRole('heading', { name: news })).toBeVisible();
  await expect(peter.getByText('Maja skriver: “Jeg skal på barsel.”')).toBeVisible();
  await expect(peter.getByText('Tak for alle gåturene, Peter.').first()).toBeVisible();
  await bothSchemes(peter, 'handover phone today');
  await peter
    .getByRole('link', { name: /Beskeder/ })
    .first()
    .click();
  await expect(peter.getByRole('heading', { name: news })).toBeVisible();
  await peter.getByLabel('Hvad skal Tobias vide om dig?').fill('Ring ikke før klokken ti.');
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.getByText('Det skal Tobias vide:')).toBeVisible();
  await bothSchemes(peter, 'handover phone messages');
  await expect(peter.locator('.bubble').filter({ hasText: 'Tak for alle gåturene' })).toContainText('Maja');

  // The first second of Wednesday.
  installation.ahead('15h1s');
  // The clock is there before Tobias signs in: a session of staff does not outlive such a leap.
  await expect
    .poll(() =>
      peter.evaluate(async () => {
        const { plan } = (await (await fetch('/api/v1/me')).json()) as { plan?: { id: string } };
        return plan && (await (await fetch(`/api/v1/plans/${plan.id}/promise`)).text());
      }),
    )
    .toContain('Tobias');
  const tobias = await open(browser, installation, 'tobias', desk);
  await expect(async () => {
    await tobias.reload();
    await expect(tobias.getByRole('link', { name: /Peter/ }).first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  await tobias.goto('/bord/skift');
  await expect(
    tobias.getByText('Du er ny konsulent for Peter Prøvesen. Før var det Maja Mønster.'),
  ).toBeVisible();
  await tobias.getByRole('link', { name: 'Se, hvad der følger med' }).click();
  await expect(tobias.getByText('Ring ikke før klokken ti.')).toBeVisible();
  await tobias
    .getByRole('textbox', { name: 'Sig hej' })
    .fill('Hej Peter. Jeg glæder mig til at hilse på dig.');
  await tobias.getByRole('button', { name: 'Send dit hej' }).click();
  await expect(tobias.getByText('Tobias Trinvis skrev')).toBeVisible();
  await bothSchemes(tobias, 'handover desk new');

  await expect(peter.getByText('Jeg glæder mig til at hilse på dig.').first()).toBeVisible();
  await expect(peter.getByRole('textbox', { name: 'Skriv til Tobias' })).toBeVisible();

  // Maja has the conversation, and nothing else.
  const again = await open(browser, installation, 'maja', desk);
  await expect(again.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(again.getByRole('link', { name: /Peter/ })).toHaveCount(0);
  await again.goto('/bord/skift');
  await again.getByRole('link', { name: 'Åbn samtalen' }).click();
  await expect(again.getByText('Jeg glæder mig til at hilse på dig.').first()).toBeVisible();
  await again.getByRole('textbox', { name: /Skriv til/ }).fill('Hav det godt, Peter.');
  await again.getByRole('button', { name: /Send til/ }).click();
  await expect(peter.getByText('Hav det godt, Peter.').first()).toBeVisible();
  await bothSchemes(again, 'handover desk former');
});
