/**
 * A plan for somebody without a phone, made at the desk with the keyboard alone: written, read aloud, agreed on paper
 * before a witness, and found again in the history. Nothing on the way needs a mouse, and all can be read in both schemes.
 */
import { keys } from './hands';
import { expect, test } from './installation';
import { bothSchemes } from './judge';
import { look } from './look';

test('a plan is agreed on paper before a witness, by keyboard alone', async ({ browser, installation }) => {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 1280, height: 900 },
  });
  const maja = await context.newPage();
  await maja.goto(installation.links.maja!);
  await keys.press(maja.getByRole('button', { name: 'Kom ind på Tavlen' }));
  await keys.press(maja.getByRole('link', { name: 'Ny borger' }).first());
  await keys.write(maja.getByRole('textbox', { name: 'Navn', exact: true }), 'Olga Uden Telefon');
  await keys.press(maja.getByRole('button', { name: 'Opret borger' }));
  await keys.press(maja.getByRole('link', { name: /Tilbage til Olga/ }));
  await keys.press(maja.getByRole('link', { name: 'Nyt mål', exact: true }));
  await keys.write(maja.getByLabel('Navn', { exact: true }), 'En kop kaffe med naboen');
  await keys.choose(maja.getByLabel('Område'), 'Hjem');
  await bothSchemes(maja, 'the form of a goal');
  await keys.press(maja.getByRole('button', { name: 'Gem', exact: true }));
  await expect(maja.getByRole('article', { name: 'En kop kaffe med naboen' })).toBeVisible();

  const ready = maja.getByRole('button', { name: 'Udkastet er klar' });
  await keys.press(ready);
  await expect(maja.getByText('Skriv et par ord, før du sender.')).toBeVisible();
  const what = maja.getByLabel('Hvad vil du sige til Olga om udkastet?');
  await expect(what).toBeFocused();
  await keys.write(what, 'Det er det, vi talte om.');
  await keys.press(ready);
  await expect(maja.getByText('Venter på, at Olga svarer.')).toBeVisible();

  // Without a day and a witness nothing is recorded, and each says so where it stands.
  const paper = maja.getByText('Olga har svaret på papir');
  await keys.press(paper);
  const record = maja.getByRole('button', { name: 'Gem svaret' });
  const day = maja.getByLabel('Dagen, der blev svaret', { exact: true });
  const witness = maja.getByLabel('Vidne');
  await keys.press(record);
  await expect(day).toBeFocused();
  await expect(day).toHaveAttribute('aria-invalid', 'true');
  await expect(witness).toHaveAttribute('aria-invalid', 'true');
  await bothSchemes(maja, 'the paper form with faults');
  await look('desk-paper-faults', { maja });
  await keys.write(day, '31.12.2026');
  await keys.write(witness, 'Sanne fra receptionen');
  await keys.press(record);
  await expect(maja.getByRole('alert')).toBeVisible();
  await look('desk-paper-future', { maja });
  await keys.clear(day);
  await keys.write(day, '24.11.2026');
  await keys.choose(maja.getByLabel('Svaret', { exact: true }), 'Jeg er enig');
  await keys.write(maja.getByLabel('Olgas egne ord (kan være tomt)'), 'Ja tak, det vil jeg gerne.');
  await look('desk-paper', { maja });
  await keys.press(record);
  await expect(maja.getByRole('heading', { name: 'Planen er et udkast' })).toHaveCount(0);
  await expect(maja.getByText('Aftalt 24. november 2026').first()).toBeVisible();
  // The form is gone: the keyboard stands on the page's heading, not at the top of everything.
  await expect(maja.getByRole('heading', { level: 1 })).toBeFocused();

  await keys.press(maja.getByRole('link', { name: 'Ændringer' }));
  await bothSchemes(maja, 'the changes');
  await look('desk-changes', { maja });
  await keys.press(maja.getByRole('link', { name: 'Planens historie' }));
  await expect(maja.getByText('Planen er aftalt. Det er udgave 1.')).toBeVisible();
  await expect(
    maja.getByText('Svar på papir 24. november 2026, set af Sanne fra receptionen: Enig.'),
  ).toBeVisible();
  await bothSchemes(maja, 'the history');
  await look('desk-history', { maja });
  await keys.press(maja.getByRole('link', { name: /Se planen, som den var/ }).first());
  await expect(maja.getByRole('heading', { name: 'En kop kaffe med naboen' })).toBeVisible();
  await bothSchemes(maja, 'an earlier plan');
  await look('desk-version', { maja });
  await context.close();
});
