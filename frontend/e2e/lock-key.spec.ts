/**
 * T01: the app's lock opens by passkey, too, without net as well, where the phone's authenticator can (the extension
 * `prf`). The code stays, and nothing that opens the lock leaves the phone.
 */
import type { Page } from '@playwright/test';
import { authenticator, PASSKEY, refuse } from './authenticator';
import { expect, phone, signIn, test } from './installation';
import * as judge from './judge';
import { CODE, locked, lockIt, turn, typeCode } from './locked';
import { look } from './look';

const tap = (page: Page) => page.getByRole('button', { name: 'Åbn også med nøgle' }).click();

test('the lock opens by passkey, without net too, until it is taken off or the key is removed', async ({
  browser,
  installation,
}) => {
  const page = await (await phone(browser, installation)).newPage();
  await authenticator(page, true);
  await signIn(page, installation, 'peter');
  await page.clock.install();
  await lockIt(page);
  // Without a key there is nothing to open it with.
  await tap(page);
  await expect(page.getByText('Du har ingen nøgle endnu.')).toBeVisible();
  const signed: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('clientDataJSON')) signed.push(body);
  });
  await page.getByRole('button', { name: PASSKEY }).click();
  await expect(page.getByText('Ikke brugt endnu.')).toBeVisible();

  await tap(page);
  await judge.bothSchemes(page, 'lock-also');
  await look('lock-also', { citizen: page });
  await page.getByLabel('Koden, du har nu').fill('999111');
  await tap(page);
  await expect(page.getByText('Koden er forkert. Du har 9 forsøg tilbage.')).toBeVisible();
  await page.getByLabel('Koden, du har nu').fill(CODE);
  await refuse(page);
  await tap(page);
  await expect(page.getByText('Det gik ikke. Intet er ændret. Prøv igen.')).toBeVisible();
  await tap(page);
  await expect(page.getByText('Din nøgle åbner også appen.').first()).toBeVisible();
  // What opens the phone stays on it.
  expect(signed.length).toBeGreaterThanOrEqual(2);
  for (const body of signed) expect(body).toContain('"clientExtensionResults":{}');
  await judge.bothSchemes(page, 'lock-also-on');
  await look('lock-also-on', { citizen: page });

  await page.goto('/tavlen');
  await locked(page);
  await page.getByRole('button', { name: 'Åbn med nøgle' }).click();
  await judge.ready(page);
  await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).click();
  const field = page.getByRole('dialog').getByLabel('Hvad vil du gerne?');
  await field.fill('Passe en have');
  await turn(page, 'hidden');
  await page.clock.fastForward(121_000);
  await turn(page, 'visible');
  await locked(page);
  await page.context().setOffline(true);
  await judge.bothSchemes(page, 'locked-key');
  await look('locked-key', { citizen: page });
  await page.setViewportSize({ width: 320, height: 700 });
  await judge.bothSchemes(page, 'locked-key-320');
  await look('locked-key-320', { citizen: page });
  await page.setViewportSize({ width: 390, height: 844 });
  // Saying no to the phone is no wrong code.
  await refuse(page);
  await page.getByRole('button', { name: 'Åbn med nøgle' }).click();
  await expect(page.getByRole('alert')).toHaveText('Det gik ikke. Prøv igen, eller skriv din kode.');
  await typeCode(page, '111222');
  await expect(page.getByRole('alert')).toHaveText('Koden er forkert. Du har 9 forsøg tilbage.');
  await page.getByRole('button', { name: 'Åbn med nøgle' }).click();
  await expect(field).toHaveValue('Passe en have');
  await page.context().setOffline(false);

  // Another code leaves the key's way as it is.
  await page.goto('/mere');
  await typeCode(page, CODE);
  await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
  await page.getByLabel('Koden, du har nu').fill(CODE);
  await page.getByLabel('Ny kode med 6 tal').fill('592741');
  await page.getByLabel('Skriv den nye kode igen').fill('592741');
  await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
  await expect(page.getByText('Koden er skiftet.').first()).toBeVisible();
  await page.reload();
  await locked(page);
  await page.getByRole('button', { name: 'Åbn med nøgle' }).click();

  await page.getByRole('button', { name: 'Åbn ikke med nøgle mere' }).click();
  await expect(page.getByText('Nøglen åbner ikke appen mere.').first()).toBeVisible();
  await tap(page);
  await page.getByLabel('Koden, du har nu').fill('592741');
  await tap(page);
  await expect(page.getByText('Din nøgle åbner også appen.').first()).toBeVisible();
  // Removed on another device: seen when the app is opened with net.
  const { passkeys } = (await (await page.request.get('/api/v1/passkeys')).json()) as {
    passkeys: { id: string }[];
  };
  const gone = await page.request.delete(`/api/v1/passkeys/${passkeys[0]!.id}`, {
    headers: { Origin: installation.url },
  });
  expect(gone.status()).toBe(204);
  await page.reload();
  await locked(page);
  await typeCode(page, '592741');
  await expect(page.getByRole('button', { name: 'Åbn også med nøgle' })).toBeVisible();
  await page.reload();
  await locked(page);
  await expect(page.getByRole('button', { name: 'Lås op' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Åbn med nøgle' })).toHaveCount(0);
});

test('a key that can open nothing is not offered', async ({ browser, installation }) => {
  const page = await (await phone(browser, installation)).newPage();
  await authenticator(page);
  await signIn(page, installation, 'peter');
  await page.goto('/mere');
  await page.getByRole('button', { name: PASSKEY }).click();
  await expect(page.getByText('Ikke brugt endnu.')).toBeVisible();
  await lockIt(page);
  await expect(
    page.getByText('Telefonens nøgle kan ikke åbne appen. Det kan kun koden.').first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Åbn også med nøgle' })).toHaveCount(0);
  await judge.bothSchemes(page, 'lock-cannot');
  await look('lock-cannot', { citizen: page });
  await page.reload();
  await locked(page);
  await expect(page.getByRole('button', { name: 'Åbn med nøgle' })).toHaveCount(0);

  // One from before, of which the phone does not know, is found out when it is tried.
  await page.evaluate(() => localStorage.removeItem('tavlen-mark-key-cannot-open'));
  await page.reload();
  await typeCode(page, CODE);
  await tap(page);
  await page.getByLabel('Koden, du har nu').fill(CODE);
  await tap(page);
  await expect(
    page.getByText('Telefonens nøgle kan ikke åbne appen. Det kan kun koden.').first(),
  ).toBeVisible();
  await page.reload();
  await locked(page);
  await expect(page.getByRole('button', { name: 'Åbn med nøgle' })).toHaveCount(0);
});
