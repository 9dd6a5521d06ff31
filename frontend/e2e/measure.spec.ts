/** "Hvor langt er jeg?": answered on the phone, beside the professionals' on a tap, and seen at the desk. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

const ENERGY = 'Hvor meget overskud har du i hverdagen?';

/** What a card's graph says to who listens, and the numbers of its table, row by row. */
async function numbers(card: Locator): Promise<{ said: string; rows: string[][] }> {
  const said = (await card.locator('svg[role="img"] desc').textContent()) ?? '';
  await card.getByText('Tallene i en tabel').click();
  const rows = await card
    .locator('tbody tr')
    .evaluateAll((all) => all.map((tr) => [...tr.children].map((cell) => cell.textContent ?? '')));
  return { said, rows };
}

async function answer(page: Page, question: string, value: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 2, name: question })).toBeVisible();
  await page.getByRole('slider').fill(value);
  await expect(page.getByRole('slider')).toHaveAttribute('aria-valuetext', new RegExp(`^${value}`));
}

test('it is answered on the phone, and the desk sees the same numbers', async ({ browser, installation }) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  await peter.goto('/mere');
  await peter.getByRole('link', { name: 'Hvor langt er jeg?' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Hvor langt er jeg?' })).toBeVisible();
  // His own line first, and nobody's beside it before he asks.
  const energy = peter.getByRole('region', { name: ENERGY });
  await expect(energy.getByText('Fra 2 til 4. 2 hak op.')).toBeVisible();
  await expect(energy.getByText('Vibeke')).toHaveCount(0);
  await bothSchemes(peter, 'how far on the phone');

  await peter.getByRole('button', { name: 'Svar nu' }).click();
  const first = peter.getByRole('heading', {
    level: 2,
    name: 'Hvor meget tror du på, at du kan få et arbejde?',
  });
  await expect(first).toBeVisible();
  // Nothing is chosen for him.
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.getByText('Flyt prikken, eller spring over.').last()).toBeVisible();
  await bothSchemes(peter, 'a question on the phone');
  await look('measure-question', { phone: peter });
  for (let skipped = 1; skipped <= 7; skipped++) {
    await expect(peter.getByText(`Spørgsmål ${skipped} af 9`)).toBeVisible();
    await peter.getByRole('button', { name: 'Spring over' }).click();
  }
  await answer(peter, ENERGY, '5');
  await peter
    .getByRole('textbox', { name: 'Hvad skal der til for ét hak op?' })
    .fill('At jeg sover om natten.');
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.getByText('Spørgsmål 9 af 9')).toBeVisible();
  await peter.getByRole('button', { name: 'Spring over' }).click();
  await expect(peter.getByText('Tak. Dine svar er gemt.').first()).toBeVisible();
  await expect(energy.getByText('Fra 2 til 5. 3 hak op.')).toBeVisible();
  await expect(energy.getByText('Ét hak op: At jeg sover om natten.')).toBeVisible();

  await peter.getByRole('button', { name: 'Vis også de andres svar' }).click();
  await expect(energy.getByText('Vibeke').first()).toBeAttached();
  await look('measure', { phone: peter });
  const phone = await numbers(energy);
  expect(phone.rows).toEqual([
    ['12. oktober 2026', '2', '3', '–'],
    ['17. november 2026', '4', '–', '4'],
    ['24. november 2026', '5', '–', '–'],
  ]);
  expect(phone.said).toBe(
    'Dig: 2 den 12. oktober 2026, 4 den 17. november 2026, 5 den 24. november 2026. Maja: 3 den 12. oktober 2026. Vibeke: 4 den 17. november 2026.',
  );
  // What is for staff only is nowhere on his phone.
  await expect(peter.getByText('kommer i arbejde')).toHaveCount(0);
  await bothSchemes(peter, 'how far with the others');

  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  await maja.goto(`/bord/${plan}`);
  await maja.getByRole('link', { name: 'Hvor langt er Peter?' }).click();
  const card = maja.getByRole('region', { name: 'Hvor meget overskud har Peter?' });
  await expect(card.getByText('Ét hak op: At jeg sover om natten.')).toBeVisible();
  expect((await numbers(card)).rows).toEqual(phone.rows);
  await expect(maja.getByText('Kun for personalet').first()).toBeVisible();
  await bothSchemes(maja, 'how far at the desk');
  await look('measure', { desk: maja });

  // She answers one herself; it comes to his phone by itself.
  await maja.getByRole('button', { name: 'Svar selv' }).click();
  await answer(maja, 'Hvor meget tror Peter på, at han kan få et arbejde?', '7');
  await maja.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(maja.getByText('Spørgsmål 2 af 11')).toBeVisible();
  await maja.getByRole('button', { name: 'Stop her' }).click();
  await expect(maja.getByText('Det, du har svaret, er gemt.').first()).toBeVisible();
  await expect(peter.locator('desc').filter({ hasText: '7 den 24. november 2026' })).toBeAttached();
});

test('hours with pay: last week on a tap, without net too, and the desk sees who said what', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  await peter.goto('/mere');
  await peter.getByRole('link', { name: 'Hvor langt er jeg?' }).click();
  const asked = peter.getByRole('region', { name: 'Hvor mange timer fik du løn for i sidste uge?' });
  await expect(asked.getByText('Uge 47, 16. november til 22. november')).toBeVisible();
  await expect(peter.getByText('Der står ikke noget endnu.')).toBeVisible();
  await bothSchemes(peter, 'hours on the phone');
  await asked.getByRole('button', { name: 'Ingen' }).click();
  await expect(peter.getByText('I sidste uge: ingen timer.')).toBeVisible();
  await expect(peter.getByText('Venter på net. Det bliver sendt af sig selv.')).toHaveCount(0);

  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  await maja.goto(`/bord/${plan}/hvor-langt`);
  const desk = maja.getByRole('region', { name: 'Timer med løn' });
  await expect(desk.getByText('Nu: ingen timer om ugen.')).toBeVisible();
  await desk.getByRole('button', { name: 'Året før: ingen timer' }).click();
  await expect(desk.getByText('Gemt. Uge 42 i 2025 til uge 41: ingen timer.')).toBeVisible();
  await expect(desk.getByText('Venter på net. Det bliver sendt af sig selv.')).toHaveCount(0);

  // Two hours after all, said where there is no net: it is on his line at once, and arrives once.
  await peter.context().setOffline(true);
  await peter.getByRole('button', { name: 'Skriv en anden uge' }).click();
  for (const hours of ['1,5 timer', '2 timer']) {
    await peter
      .getByRole('group', { name: 'Timer' })
      .getByRole('button', { name: 'En halv time mere' })
      .click();
    await expect(peter.getByRole('button', { name: `Gem ${hours}` })).toBeVisible();
  }
  await peter.getByRole('button', { name: 'Gem 2 timer' }).click();
  await expect(peter.getByText('I sidste uge: 2 timer.')).toBeVisible();
  await expect(peter.getByText('Venter på net. Det bliver sendt af sig selv.')).toBeVisible();
  await peter.context().setOffline(false);
  await expect(peter.getByText('Venter på net. Det bliver sendt af sig selv.')).toHaveCount(0);
  await expect(peter.getByText('Fra 0 til 2 timer om ugen.')).toBeVisible();

  await peter.getByRole('button', { name: 'Vælg et mål' }).click();
  await expect(peter.getByText('Det er ikke et krav.')).toBeVisible();
  await peter.getByRole('button', { name: 'Gem 3 timer' }).click();
  await expect(peter.getByText('Mit næste mål: 3 timer om ugen.')).toBeVisible();
  await bothSchemes(peter, 'the line of hours on the phone');
  await look('hours', { phone: peter });

  await maja.reload();
  await expect(desk.getByText('Fra 0 til 2 timer om ugen.')).toBeVisible();
  await expect(desk.getByText('Peter har selv valgt et mål: 3 timer om ugen.')).toBeVisible();
  await desk.getByText('Timerne i en tabel').click();
  await expect(desk.locator('tbody').locator('th, td')).toHaveText(
    'Uge 42 i 2025 til uge 41|ingen timer|Dig|Uge 47|2 timer|Peter'.split('|'),
  );
  await desk.getByText('Det, der er rettet').click();
  await expect(desk.locator('details li')).toHaveText([
    'Uge 47: 2 timer. Peter, 24. november.',
    'Uge 47: ingen timer. Peter, 24. november.',
  ]);
  await bothSchemes(maja, 'hours at the desk');
  await look('hours', { desk: maja });
});
