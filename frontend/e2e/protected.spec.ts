/** A protected address: nobody is invited before the two have talked, and Peter has said twice that he is sure. */
import type { Page } from '@playwright/test';
import { expect, phone, signIn, test } from './installation';
import { stumbles } from './judge';

const accessible = async (page: Page): Promise<void> => expect(await stumbles(page)).toEqual([]);

test('the consultant says that the address is protected, and Peter is warned', async ({
  browser,
  installation,
}) => {
  const maja = await (await phone(browser, installation)).newPage();
  await signIn(maja, installation, 'maja');
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await maja.getByText('Beskyttet adresse', { exact: true }).click();
  await maja.getByRole('button', { name: 'Adressen er beskyttet', exact: true }).click();
  await expect(maja.getByText('Peter kan ikke invitere nogen, før I har talt om det.')).toBeVisible();
  await accessible(maja);

  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk/inviter');
  await peter.getByRole('button', { name: 'Ja, jeg er alene' }).click();
  await expect(peter.getByText('Tal med din konsulent, før du inviterer nogen.')).toBeVisible();
  await expect(peter.getByLabel('Navn')).toHaveCount(0);
  await accessible(peter);

  // When they have talked it opens on his phone by itself, with a warning that he answers.
  await maja.getByRole('button', { name: 'Vi har talt om det' }).click();
  await expect(maja.getByText('I har talt om det.')).toBeVisible();
  await peter.getByRole('button', { name: 'Ja, jeg er sikker' }).click();
  await peter.getByLabel('Navn').fill('Kim Kammerat');
  await peter.getByRole('button', { name: 'Lav invitationen' }).click();
  await expect(peter.getByRole('img', { name: 'Kode til kameraet' })).toBeVisible();

  await maja.getByRole('button', { name: 'Adressen er ikke beskyttet mere' }).click();
  await maja.getByRole('button', { name: 'Ja, det er rigtigt' }).click();
  await expect(maja.getByText('I har talt om det.')).toHaveCount(0);
  await expect(maja.getByText('Beskyttet adresse', { exact: true })).toBeVisible();
});
