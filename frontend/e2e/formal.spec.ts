/** What is formal at the desk: the number for MitID, and a yes that was given on paper or by word. */
import { expect, test } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

test('a number is kept and never shown, a consent on paper is written down, and he says that it is so', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', { viewport: { width: 320, height: 740 } });
  const wrong = faults(maja);
  await maja.getByRole('link', { name: 'Peter Prøvesen' }).first().click();
  await maja.getByText('CPR-nummer til MitID').click();
  const number = maja.getByLabel('CPR-nummer', { exact: true });
  const keep = maja.getByRole('button', { name: 'Gem nummeret' });
  await keep.click();
  await expect(maja.getByText('Skriv noget her.')).toBeVisible();
  await expect(number).toBeFocused();
  await number.fill('010279-1234');
  await keep.click();
  await expect(maja.getByText('Nummeret er gemt.').first()).toBeVisible();
  await expect(number).toHaveValue('');
  expect(await maja.content()).not.toContain('010279');
  await number.fill('999999-1234');
  await keep.click();
  await expect(maja.getByText('Tjek CPR-nummeret. Det kan ikke bruges her.')).toBeVisible();
  await number.fill('');

  await maja.getByText('Skriv et samtykke ned').click();
  const record = maja.getByRole('button', { name: 'Gem samtykket' });
  await record.click();
  await expect(maja.getByText('Vælg noget her.')).toHaveCount(2);
  await maja.getByRole('radio', { name: 'Én fælles plan' }).check();
  await maja.getByRole('radio', { name: 'På papir' }).check();
  await record.click();
  await expect(maja.getByLabel('Hvem så det, og hvor ligger papiret?')).toBeFocused();
  await maja.getByLabel('Hvem så det, og hvor ligger papiret?').fill('Bo Bisidder, mappe 3');
  await bothSchemes(maja, 'formal');
  await look('formal', { desk: maja });
  await record.click();
  await expect(maja.getByText('Samtykket er skrevet på planen.').first()).toBeVisible();
  // What opens a confidential department is not hers to write down.
  await expect(maja.getByText('Mine tider og mit fremmøde')).toHaveCount(0);

  const peter = await open(browser, installation, 'peter');
  await peter.goto('/mine-data');
  await peter.getByRole('button', { name: 'Ja, det passer' }).click();
  await expect(peter.getByText('Du har sagt, at det passer.').first()).toBeVisible();
  expect(wrong).toEqual([]);
});
