/** The desk over all citizens: the week, read and booked into and moved from elsewhere, and asking colleagues. */
import type { Page } from '@playwright/test';
import { keys, touch } from './hands';
import { expect, test } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

test.use({ actionTimeout: 15_000 });
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const desk = { viewport: { width: 1280, height: 900 } };

const day = (page: Page, date: string) => page.locator(`[data-day="${date}"]`);
const things = (page: Page, date: string) => day(page, date).locator('.entry');
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });

test('a week is read and booked into with the keys, and follows what happens elsewhere', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', desk);
  const wrong = faults(maja);
  await keys.press(maja.getByRole('link', { name: 'Uge' }));
  await expect(heading(maja, 'Uge 48')).toBeVisible();
  // Of what is confidential there is the time that Peter agreed to, and no word.
  await expect(things(maja, '2026-11-26')).toHaveText([/kl\. 14-15\s*Peter Prøvesen\s*Møde/]);
  await expect(things(maja, '2026-11-29')).toHaveText([/kl\. 17-20\s*Peter Prøvesen\s*Må ringe til dig her/]);
  await bothSchemes(maja, 'week desk');

  // From day to day, and from week to week over New Year.
  await day(maja, '2026-11-24').getByRole('button').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await maja.keyboard.press(key);
  await expect(things(maja, '2026-11-26')).toBeFocused();
  await maja.keyboard.press('ArrowLeft');
  await expect(day(maja, '2026-11-25').getByRole('button')).toBeFocused();
  await maja.keyboard.press('PageDown');
  await expect(heading(maja, 'Uge 49')).toBeVisible();
  await expect(things(maja, '2026-12-01')).toHaveCount(3);
  await look('week', { desk: maja });
  await maja.goto('/bord/uge/2027-01-01');
  await expect(heading(maja, 'Uge 53')).toBeVisible();
  await expect(day(maja, '2027-01-01')).toContainText('Nytårsdag');
  await expect(maja.getByText('28. december 2026 til 3. januar 2027', { exact: true })).toBeVisible();

  // A free time is pressed: who, and the form stands there with the time in it.
  await maja.goto('/bord/uge/2026-12-01');
  await keys.press(day(maja, '2026-12-03').getByRole('button', { name: 'Nyt møde torsdag 3. december' }));
  await expect(maja.getByRole('dialog')).toContainText('torsdag 3. december');
  await bothSchemes(maja, 'week new');
  await keys.press(maja.getByRole('button', { name: 'Skriv mødet' }));
  await expect(maja.getByLabel('Dag', { exact: true })).toHaveValue('3.12.2026');
  await expect(maja.getByLabel('Fra kl.')).toHaveValue('08.30');
  await expect(maja.getByLabel('Til kl.')).toHaveValue('09.15');
  await maja.getByLabel('Navn', { exact: true }).fill('Kaffe');
  await maja.getByLabel('Stedets navn').fill('Rådhuset');
  await maja.getByRole('textbox', { name: 'Hvorfor' }).fill('Det har vi aftalt.');
  await keys.press(maja.getByRole('button', { name: 'Gem' }));
  await expect(heading(maja, 'Uge 49')).toBeVisible();
  const coffee = things(maja, '2026-12-03').filter({ hasText: 'Kaffe' });
  await expect(coffee).toContainText('kl. 8.30-9.15');

  // At a workplace, on a phone: the same week day by day. It is moved there, and here it moves, with the keyboard on it.
  const away = await open(browser, installation, 'maja', phone);
  await away.goto('/bord/uge/2026-12-03');
  await bothSchemes(away, 'week phone');
  await look('week', { phone: away });
  await coffee.focus();
  await touch.press(things(away, '2026-12-03').filter({ hasText: 'Kaffe' }));
  await touch.press(away.getByRole('link', { name: /Ret/ }).first());
  await away.getByLabel('Dag', { exact: true }).fill('4.12.2026');
  await away.getByLabel('Dag', { exact: true }).press('Tab');
  await away.getByRole('textbox', { name: 'Hvorfor' }).fill('Bilen er i stykker.');
  await touch.press(away.getByRole('button', { name: 'Gem' }));
  const moved = things(maja, '2026-12-04').filter({ hasText: 'Kaffe' });
  await expect(moved).toContainText('kl. 8.30-9.15');
  await expect(coffee).toHaveCount(0);
  await expect(moved).toBeFocused();
  expect(wrong).toEqual([]);
});

test('colleagues are asked for advice, and nobody is told whom it is about', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', desk);
  const wrong = faults(maja);
  await keys.press(
    maja
      .getByRole('link', { name: /Peter Prøvesen/ })
      .filter({ visible: true })
      .first(),
  );
  await keys.press(maja.getByRole('link', { name: 'Spørg kollegerne' }));
  await expect(heading(maja, 'Spørg kollegerne om råd til Peter')).toBeVisible();
  const question = maja.getByRole('textbox', { name: 'Hvad vil du have råd om?' });
  await keys.write(question, 'Hvordan får jeg Peters chef med?');
  await keys.press(maja.getByRole('button', { name: 'Spørg', exact: true }));
  await expect(maja.getByText('Skriv det uden »Peters«.').first()).toBeVisible();
  await expect(question).toBeFocused();
  await bothSchemes(maja, 'sparring ask');
  await keys.clear(question);
  await keys.write(question, 'Hvordan får man en chef med?');
  await keys.tick(maja.getByRole('checkbox', { name: 'Det går i stå' }));
  await keys.press(maja.getByRole('button', { name: 'Spørg', exact: true }));
  await expect(maja.getByText('Det handler om Peter Prøvesen. Det kan kun du se.')).toBeVisible();

  const jonas = await open(browser, installation, 'jonas', phone);
  await touch.press(jonas.getByRole('link', { name: 'Spørg kollegerne' }));
  await expect(jonas.getByRole('heading', { name: 'Maja Mønster spørger' })).toBeVisible();
  await expect(jonas.getByText('Hvordan får man en chef med?')).toBeVisible();
  await expect(jonas.getByText(/Peter/)).toHaveCount(0);
  await touch.write(jonas.getByRole('textbox', { name: 'Din idé' }), 'Drik en kop kaffe med chefen.');
  await touch.press(jonas.getByRole('button', { name: 'Send idéen' }));
  await expect(jonas.getByRole('heading', { name: '1 idé' })).toBeVisible();
  await bothSchemes(jonas, 'sparring phone');

  await maja.reload();
  await keys.press(maja.getByRole('button', { name: 'Gem til mig selv' }));
  await expect(maja.getByRole('heading', { name: 'Ideer, du har gemt' })).toBeVisible();
  await bothSchemes(maja, 'sparring desk');
  await keys.press(maja.getByRole('button', { name: 'Tag spørgsmålet ned' }));
  await keys.press(maja.getByRole('button', { name: 'Ja, slet' }));
  await expect(maja.getByRole('heading', { name: 'Du spørger' })).toHaveCount(0);
  await expect(maja.getByText('Drik en kop kaffe med chefen.')).toBeVisible();

  // Peter reads that it was done, and nothing of what was written.
  const peter = await open(browser, installation, 'peter', phone);
  await peter.goto('/plan');
  await expect(
    peter.getByText('Maja har spurgt sine kolleger om råd. De ved ikke, hvem du er.'),
  ).toBeVisible();
  expect(wrong).toEqual([]);
});
