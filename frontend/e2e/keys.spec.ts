/**
 * Keys, at 390×844 with an authenticator of the browser's own: a passkey is made after a sign-in with a code, lets its
 * owner in, and shows that it is her before somebody is invited (T03). What was typed stands, and is done once.
 */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { authenticator, PASSKEY } from './authenticator';
import { anchor, expect, phone, signIn, test, type Installation } from './installation';
import { bothSchemes } from './judge';
import { look } from './look';

const USE = 'Brug fingeraftryk, ansigt eller telefonens kode';
const question = (page: Page) => page.getByRole('dialog', { name: 'Vis, at det er dig' });

/** Moves the clock so many minutes from where the tests began, and waits until the server has read it. */
async function later(page: Page, installation: Installation, minutes: number): Promise<void> {
  installation.ahead(`${minutes}m`);
  const now = async () => Date.parse((await page.request.get('/healthz')).headers()['tavlen-time'] ?? '');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + minutes * 60_000);
}

/** How many writes to an address the server has done: what it refused is not counted. */
function done(page: Page, path: string): () => number {
  let n = 0;
  page.on('response', (r) => {
    if (r.request().method() === 'PUT' && r.url().includes(path) && r.ok()) n++;
  });
  return () => n;
}

async function invite(page: Page, name: string): Promise<void> {
  await page.goto('/mine-folk/inviter');
  await page.getByRole('button', { name: 'Ja, jeg er alene' }).click();
  await page.getByLabel('Navn').fill(name);
}

test('made after a sign-in with a code, it lets her in, and is asked for before an invitation', async ({
  browser,
  installation,
}) => {
  const peter = await (await phone(browser, installation)).newPage();
  const key = await authenticator(peter);
  await signIn(peter, installation, 'peter');
  await expect(peter.getByRole('heading', { name: 'Lås med dig selv som nøgle' })).toBeVisible();
  await bothSchemes(peter, 'the offer');
  await look('keys-offer', { citizen: peter });
  // She says no to her phone: nothing is made, and the page says so.
  await key.says(false);
  await peter.getByRole('button', { name: PASSKEY }).click();
  await expect(peter.getByText('Det lykkedes ikke. Prøv igen, eller vælg en kode.')).toBeVisible();
  await key.says(true);
  await peter.getByRole('button', { name: PASSKEY }).click();
  await expect(peter.getByText('Nu kan kun du logge ind med den her telefon.')).toBeVisible();
  // Asked once.
  await peter.reload();
  await expect(peter.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(peter.getByRole('button', { name: PASSKEY })).toHaveCount(0);

  await peter.goto('/mere');
  await expect(peter.getByText('Ikke brugt endnu.')).toBeVisible();
  await bothSchemes(peter, 'the keys');
  await look('keys-list', { citizen: peter });
  await peter.getByRole('button', { name: 'Log ud', exact: true }).click();
  await peter.getByRole('button', { name: 'Log ind med nøgle' }).waitFor();
  await bothSchemes(peter, 'the front door');
  await look('keys-front', { citizen: peter });
  await peter.getByRole('button', { name: 'Log ind med nøgle' }).click();
  await peter.waitForURL('**/i-dag');
  await peter.goto('/mere');
  await expect(peter.getByText('Sidst brugt i dag.')).toBeVisible();

  // Six minutes later it is asked whether it is her, over what she wrote.
  await invite(peter, 'Kim Kammerat');
  await later(peter, installation, 6);
  const invitations = done(peter, '/invitations/');
  await peter.getByRole('button', { name: 'Lav invitationen' }).click();
  await expect(question(peter)).toBeVisible();
  await bothSchemes(peter, 'the question');
  await look('keys-question', { citizen: peter });
  await peter.setViewportSize({ width: 320, height: 700 });
  expect(await peter.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await look('keys-question-320', { citizen: peter });
  await peter.setViewportSize({ width: 390, height: 844 });
  // Closed, nothing was done and the words stand.
  await question(peter).getByRole('button', { name: 'Luk' }).click();
  await expect(peter.getByText('Vis først, at det er dig. Prøv så igen.')).toBeVisible();
  await expect(peter.getByLabel('Navn')).toHaveValue('Kim Kammerat');
  expect(invitations()).toBe(0);
  await peter.getByRole('button', { name: 'Lav invitationen' }).click();
  await key.says(false);
  await question(peter).getByRole('button', { name: USE }).click();
  await expect(question(peter).getByText('Det lykkedes ikke.')).toBeVisible();
  await key.says(true);
  await question(peter).getByRole('button', { name: USE }).click();
  await expect(peter.getByRole('img', { name: 'Kode til kameraet' })).toBeVisible();
  expect(invitations()).toBe(1);
  await expect(question(peter)).toHaveCount(0);

  // Removed, it opens nothing any more.
  await peter.goto('/mere');
  await peter.getByRole('button', { name: /Fjern nøglen/ }).click();
  await expect(peter.getByRole('button', { name: /Fjern nøglen/ })).toHaveCount(0);
  await peter.getByRole('button', { name: 'Log ud', exact: true }).click();
  await peter.getByRole('button', { name: 'Log ind med nøgle' }).click();
  await expect(peter.getByText('Det lykkedes ikke. Prøv igen.')).toBeVisible();
});

test('a PIN shows that it is her on her phone, and who has no lock signs in once more', async ({
  browser,
  installation,
}) => {
  const sofie = await (await phone(browser, installation)).newPage();
  await signIn(sofie, installation, 'sofie');
  await sofie.getByRole('button', { name: 'Vælg en kode med 6 tal' }).click();
  await sofie.getByLabel('Kode med 6 tal').fill('123456');
  await sofie.getByLabel('Skriv koden igen').fill('123457');
  await sofie.getByRole('button', { name: 'Gem koden' }).click();
  await expect(sofie.getByText('De to koder er ikke ens.')).toBeVisible();
  await sofie.getByLabel('Kode med 6 tal').fill('592741');
  await sofie.getByLabel('Skriv koden igen').fill('592741');
  await look('keys-pin', { citizen: sofie });
  await sofie.getByRole('button', { name: 'Gem koden' }).click();
  await expect(sofie.getByText('Nu kan kun du logge ind med den her telefon.')).toBeVisible();

  const birthe = await (await phone(browser, installation)).newPage();
  await signIn(birthe, installation, 'birthe');
  await birthe.getByRole('button', { name: 'Ikke nu' }).click();
  await expect(birthe.getByText('Du kan altid gøre det under Mere.').first()).toBeVisible();

  await later(sofie, installation, 20);
  const asked = async (page: Page, name: string) => {
    await invite(page, name);
    await page.getByRole('button', { name: 'Lav invitationen' }).click();
    await expect(question(page)).toBeVisible();
  };
  const hers = done(sofie, '/invitations/');
  await asked(sofie, 'Mor');
  await question(sofie).getByLabel('Kode med 6 tal').fill('592742');
  await question(sofie).getByRole('button', { name: 'Fortsæt' }).click();
  await expect(question(sofie).getByText('Koden passer ikke. Prøv igen.')).toBeVisible();
  await bothSchemes(sofie, 'a wrong PIN');
  await look('keys-question-pin', { citizen: sofie });
  await question(sofie).getByLabel('Kode med 6 tal').fill('592741');
  await question(sofie).getByRole('button', { name: 'Fortsæt' }).click();
  await expect(sofie.getByRole('img', { name: 'Kode til kameraet' })).toBeVisible();
  expect(hers()).toBe(1);

  const theirs = done(birthe, '/invitations/');
  await asked(birthe, 'Nabo');
  await expect(question(birthe).getByText('Du skal have en ny kode af din konsulent.')).toBeVisible();
  await bothSchemes(birthe, 'no lock');
  await look('keys-question-none', { citizen: birthe });
  await question(birthe).getByLabel('Din nye kode').fill('ABC-DEF-GHJ');
  await question(birthe).getByRole('button', { name: 'Fortsæt' }).click();
  await expect(question(birthe).getByText('Koden virker ikke.')).toBeVisible();
  await question(birthe).getByLabel('Din nye kode').fill(installation.links.birthe!.split('/').at(-1)!);
  await question(birthe).getByRole('button', { name: 'Fortsæt' }).click();
  await expect(birthe.getByRole('img', { name: 'Kode til kameraet' })).toBeVisible();
  expect(theirs()).toBe(1);
});

test('a member of staff signs in with a key, and shows it before a protected address is opened', async ({
  browser,
  installation,
}) => {
  const maja = await (await browser.newContext({ baseURL: installation.url })).newPage();
  await authenticator(maja);
  await signIn(maja, installation, 'maja');
  await maja.goto('/mere');
  await maja.getByRole('button', { name: PASSKEY }).click();
  await expect(maja.getByText('Ikke brugt endnu.')).toBeVisible();
  await look('keys-list', { staff: maja });
  await maja.getByRole('button', { name: 'Log ud', exact: true }).click();
  await maja.getByRole('button', { name: 'Log ind med nøgle' }).click();
  await maja.waitForURL('**/bord**');
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await maja.getByText('Beskyttet adresse', { exact: true }).click();
  await maja.getByRole('button', { name: 'Adressen er beskyttet', exact: true }).click();
  await expect(maja.getByText('Peter kan ikke invitere nogen, før I har talt om det.')).toBeVisible();
  await later(maja, installation, 40);
  const opened = done(maja, '/protection');
  await maja.getByRole('button', { name: 'Adressen er ikke beskyttet mere' }).click();
  await maja.getByRole('button', { name: 'Ja, det er rigtigt' }).click();
  await expect(question(maja)).toBeVisible();
  await bothSchemes(maja, 'the question at the desk');
  await look('keys-question', { staff: maja });
  await question(maja).getByRole('button', { name: USE }).click();
  await expect(maja.getByText('Peter kan ikke invitere nogen, før I har talt om det.')).toHaveCount(0);
  expect(opened()).toBe(1);
});

test('with a code alone she sees when to meet and whom to write to; a lock opens the rest', async ({
  browser,
  installation,
}) => {
  const maja = await (await browser.newContext({ baseURL: installation.url })).newPage();
  await signIn(maja, installation, 'maja');
  const id = () => randomBytes(16).toString('base64url');
  const [citizen, plan] = [id(), id()];
  const put = async (path: string, data: unknown) => {
    const r = await maja.request.put(`/api/v1${path}`, { data, headers: { Origin: installation.url } });
    expect(r.status(), await r.text()).toBe(200);
    return r.json() as Promise<Record<string, unknown>>;
  };
  const me = (await (await maja.request.get('/api/v1/me')).json()) as { person: { id: string } };
  await put(`/citizens/${citizen}`, { name: 'Nynne Ny', plan: { id: plan } });
  await put(`/plans/${plan}/meetings/${id()}`, {
    title: 'Rundvisning',
    form: 'walk',
    place: { name: 'Savværket' },
    with: [me.person.id],
    purpose: 'Se stedet',
    start: '2026-12-02T10:00:00+01:00',
    end: '2026-12-02T11:00:00+01:00',
    why: 'Vi talte om det',
  });
  const { link } = (await put(`/citizens/${citizen}/codes/${id()}`, {})) as { link: string };

  const nynne = await (await phone(browser, installation)).newPage();
  await authenticator(nynne);
  await nynne.goto(new URL(link).pathname);
  await nynne.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await expect(nynne.getByText('Lås telefonen først. Så åbner hele din plan sig.')).toBeVisible();
  await expect(nynne.getByText('onsdag 2. december')).toBeVisible();
  await expect(nynne.getByText(/Savværket|Rundvisning/)).toHaveCount(0);
  await bothSchemes(nynne, 'limited');
  await look('keys-limited', { citizen: nynne });
  await nynne.setViewportSize({ width: 320, height: 700 });
  expect(await nynne.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await nynne.setViewportSize({ width: 390, height: 844 });
  await nynne.getByLabel('Skriv til din konsulent').fill('Jeg kan ikke komme ind');
  await nynne.getByRole('button', { name: 'Send' }).click();
  await expect(nynne.getByText('Din besked er sendt.')).toBeVisible();
  // At every address it is the same, also when she comes again.
  await nynne.goto('/tavlen');
  await expect(nynne.getByText('Lås telefonen først. Så åbner hele din plan sig.')).toBeVisible();
  await nynne.getByRole('button', { name: PASSKEY }).click();
  await expect(nynne.getByRole('heading', { level: 1 })).toHaveText('Min tavle');
  await nynne.goto('/moeder');
  await expect(nynne.getByText('Savværket').first()).toBeVisible();
});
