/** What the citizen says where he has no phone is written down at the desk; what was written in his name he can contradict. */
import { expect, test } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

test('Peter says it on the telephone: it is written down, mended, and he says himself that it did not help', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const wrong = faults(maja);
  await maja.goto('/bord');
  await maja
    .getByRole('link', { name: /^Peter/ })
    .first()
    .click();
  await maja.getByRole('link', { name: 'Skriv ned, hvad Peter siger ikke virker' }).click();
  await maja.getByRole('button', { name: 'Skriv det ned, og giv besked' }).click();
  await expect(maja.getByText('Vælg, hvad der er galt.')).toBeVisible();
  await expect(maja.getByText('Vælg, hvad det handler om.')).toBeVisible();
  await bothSchemes(maja, 'flag recorded, form');
  await maja.getByRole('radio', { name: 'Det gør ondt i kroppen' }).check();
  await maja.getByRole('radio', { name: 'Praktik på Cykelværkstedet Kæden' }).check();
  await maja.getByRole('textbox', { name: 'Det sagde Peter' }).fill('Mine knæ kan ikke mere.');
  // What was typed is still there when the page is opened anew.
  await maja.getByRole('link', { name: 'Til Peters plan' }).click();
  await maja.getByRole('link', { name: 'Skriv ned, hvad Peter siger ikke virker' }).click();
  await expect(maja.getByRole('textbox', { name: 'Det sagde Peter' })).toHaveValue('Mine knæ kan ikke mere.');
  await maja.getByRole('radio', { name: 'Det gør ondt i kroppen' }).check();
  await maja.getByRole('radio', { name: 'Praktik på Cykelværkstedet Kæden' }).check();
  await look('flag-recorded-form', { phone: maja });
  await maja.getByRole('button', { name: 'Skriv det ned, og giv besked' }).click();
  await expect(maja.getByText('Skrevet ned af Maja.')).toBeVisible();
  await expect(maja.getByText(/^Maja har set det kl/)).toBeVisible();
  await maja.getByRole('textbox', { name: 'Hvad bliver lavet om?' }).fill('Fra i dag får du en stol.');
  await maja.getByRole('button', { name: 'Lav det om, og giv besked' }).click();
  await expect(maja.getByRole('heading', { name: 'Har Peter sagt, om det hjalp?' })).toBeVisible();
  await bothSchemes(maja, 'flag recorded, at the desk');
  await maja.getByRole('button', { name: 'Skriv svaret ned' }).click();
  await expect(maja.getByText('Vælg, hvad der blev sagt.')).toBeVisible();
  await maja.getByRole('radio', { name: 'Det hjalp', exact: true }).check();
  await look('flag-recorded-desk', { phone: maja });
  await maja.getByRole('button', { name: 'Skriv svaret ned' }).click();
  await expect(maja.getByText('Peter har sagt, at det hjalp. Det er lukket.')).toBeVisible();

  const peter = await open(browser, installation, 'peter', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const phoneWrong = faults(peter);
  await peter.goto('/virker-ikke');
  await peter.getByRole('link', { name: 'Det gør ondt i kroppen' }).click();
  await expect(peter.getByText('Maja skrev det ned for dig.')).toBeVisible();
  await expect(peter.getByRole('heading', { name: 'Maja har skrevet, at det hjalp' })).toBeVisible();
  await bothSchemes(peter, 'flag recorded, on the phone');
  await look('flag-recorded-phone', { phone: peter });
  await peter.getByRole('button', { name: 'Nej, det hjalp ikke' }).click();
  await peter.getByRole('textbox', { name: 'Hvad er stadig galt?' }).fill('Det har jeg ikke sagt.');
  await peter.getByRole('button', { name: 'Det hjalp ikke', exact: true }).click();
  await expect(peter.getByText('Det har jeg ikke sagt.')).toBeVisible();
  await expect(maja.getByText(/^Peter sagde .*, at det ikke hjalp\.$/)).toBeVisible();
  expect([...wrong, ...phoneWrong]).toEqual([]);
});
