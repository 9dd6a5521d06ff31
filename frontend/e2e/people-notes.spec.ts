/** A sister offers help, Peter says yes; a word from her comes only when he lets her send one. */
import { expect, phone, signIn, test } from './installation';
import { stumbles } from './judge';

test('an offer is answered, and what is turned off is not shown', async ({ browser, installation }) => {
  const anette = await (await phone(browser, installation)).newPage();
  await signIn(anette, installation, 'anette');
  await anette.goto('/mine-folk');
  await expect(anette.getByRole('button', { name: 'Tilbyde hjælp' })).toBeVisible();
  await expect(anette.getByRole('button', { name: 'Sende et godt ord' })).toHaveCount(0);
  await anette.getByLabel('Dine ord').fill('Skal jeg handle ind?');
  await anette.getByRole('button', { name: 'Tilbyde hjælp' }).click();
  await expect(anette.locator('.notice-ok')).toHaveText('Tak. Dine ord er sendt.');
  expect(await stumbles(anette)).toEqual([]);

  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk');
  await expect(peter.getByText('Skal jeg handle ind?')).toBeVisible();
  // A date of next year says so.
  await expect(peter.getByText('Til og med tirsdag 12. oktober 2027')).toBeVisible();
  expect(await stumbles(peter)).toEqual([]);
  await peter.getByRole('button', { name: 'Ja tak' }).click();
  await expect(peter.getByRole('button', { name: 'Ja tak' })).toHaveCount(0);
  await expect(peter.getByText('Ja tak')).toBeVisible();
  await expect(anette.getByRole('heading', { name: 'Ja tak' })).toBeVisible();

  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await expect(peter.getByLabel('Tilbyde hjælp')).toBeChecked();
  await peter.getByRole('button', { name: 'Slå hilsner fra' }).click();
  await expect(peter.getByRole('button', { name: 'Slå hilsner til' })).toBeVisible();
  // What she sends now does not reach him; he can go and read it, should he need to show it.
  await anette.getByLabel('Dine ord').fill('Svar mig dog!');
  await anette.getByRole('button', { name: 'Tilbyde hjælp' }).click();
  await expect(anette.locator('.notice-ok')).toHaveText('Tak. Dine ord er sendt.');
  await peter.getByRole('link', { name: 'Se alt, hvad Anette har sendt' }).click();
  await expect(peter.getByText('Svar mig dog!')).toBeVisible();
  await expect(peter.getByText('Det blev holdt væk fra dig')).toHaveCount(1);
  expect(await stumbles(peter)).toEqual([]);
  await peter.goBack();
  await peter.getByRole('button', { name: 'Sig det til din konsulent' }).click();
  await expect(peter.locator('.notice-ok')).toHaveText('Din konsulent får det at vide.');
  expect(await stumbles(peter)).toEqual([]);
  const maja = await (await phone(browser, installation)).newPage();
  await signIn(maja, installation, 'maja');
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await expect(
    maja.getByRole('heading', { name: 'Peter har sagt noget til dig om sine folk' }),
  ).toBeVisible();
  await expect(maja.getByText(/^Om Anette/)).toBeVisible();
  await maja.getByLabel('Hvad har du gjort?').fill('Vi tog en snak om det.');
  await maja.getByRole('button', { name: 'Det er taget op' }).click();
  await expect(maja.getByText('Det har Peter sagt om sine folk før')).toBeVisible();
  await expect(maja.getByLabel('Hvad har du gjort?')).toHaveCount(0);
  await expect(peter.getByText('Vi tog en snak om det.')).toBeVisible();
  await peter.goto('/mine-folk');
  await expect(peter.getByRole('link', { name: 'Vælg, hvad Anette må' })).toBeVisible();
  await expect(peter.getByText('Skal jeg handle ind?')).toHaveCount(0);
});
