/** A change of consultant that the team lead decides, and takes back in time. */
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';

const phone = { viewport: { width: 390, height: 844 } };
const desk = { viewport: { width: 1280, height: 800 } };

test('the team lead gives a citizen to another from the screen; both consultants and the citizen are told', async ({
  browser,
  installation,
}) => {
  const tove = await open(browser, installation, 'leder', phone);
  await tove.goto('/bord/skift');
  await expect(tove.getByText('Der er ikke aftalt noget skift.')).toBeVisible();
  await tove.getByLabel('Hvem skifter konsulent?').selectOption({ label: 'Peter Prøvesen (Maja Mønster)' });
  await tove.getByLabel('Hvem er den nye konsulent?').selectOption({ label: 'Tobias Trinvis' });
  await tove.getByLabel('Første dag med den nye').first().fill('2026-11-25');
  await tove.getByRole('textbox', { name: 'Hvorfor?' }).fill('Maja er blevet syg.');
  // A farewell is the consultant's own to write.
  await expect(tove.getByRole('textbox', { name: 'Dit farvel' })).toHaveCount(0);
  await tove.getByRole('button', { name: 'Aftal skiftet' }).click();
  await tove.getByRole('button', { name: 'Ja, aftal det' }).click();
  await expect(tove.getByRole('button', { name: 'Fortryd skiftet' })).toBeVisible();
  await bothSchemes(tove, 'handover lead');

  const peter = await open(browser, installation, 'peter', phone);
  await expect(
    peter.getByRole('heading', { name: 'Fra onsdag 25. november er det Tobias, der er din konsulent.' }),
  ).toBeVisible();
  await expect(peter.getByText('Maja er blevet syg.').first()).toBeVisible();
  const tobias = await open(browser, installation, 'tobias', desk);
  await tobias.goto('/bord/skift');
  // Tobias is told that somebody comes; who it is he sees on the day.
  await expect(tobias.getByText(/Maja Mønster/).first()).toBeVisible();
  await expect(tobias.getByText(/Prøvesen/)).toHaveCount(0);

  // Taken back in time, it is as if it had never been.
  await tove.getByRole('button', { name: 'Fortryd skiftet' }).click();
  await expect(tove.getByText('Der er ikke aftalt noget skift.')).toBeVisible();
  await expect(peter.getByRole('heading', { name: /det Tobias, der er din konsulent/ })).toHaveCount(0);
});
