/**
 * One's own people, at 390×844: invited with the picture on the screen, confirmed, sees exactly what the ticks say, and
 * nothing at all once he is removed. His phone keeps nothing of the plan.
 */
import type { Page } from '@playwright/test';
import { expect, phone, signIn, test } from './installation';
import { bothSchemes } from './judge';
import { keptNothing } from './kept';
import { look } from './look';

/** Nothing that a screen reader or a colour-blind person stumbles over, by day and by night. */
const accessible = (page: Page): Promise<void> => bothSchemes(page, page.url());

test('invited, confirmed, shown what was ticked, and removed while his page is open', async ({
  browser,
  installation,
}) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mere');
  await peter.getByRole('link', { name: 'Mine folk', exact: true }).click();
  await expect(peter.getByRole('heading', { name: 'Anette Prøvesen' })).toBeVisible();
  await accessible(peter);
  await look('people-list', { citizen: peter });

  // First whether he is alone; then who, and what.
  await peter.getByRole('link', { name: 'Inviter en' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Er du alene?' })).toBeVisible();
  await accessible(peter);
  await peter.getByRole('button', { name: 'Ja, jeg er alene' }).click();
  await peter.getByLabel('Navn').fill('Kim Kammerat');
  await peter.getByRole('button', { name: 'Køre mig' }).click();
  await expect(peter.getByLabel('Kun dem, vi følges til')).toBeChecked();
  // What is private cannot even be picked, and a closed part of life must be opened first.
  await expect(peter.getByLabel('Finde et arbejde')).toHaveCount(0);
  await expect(peter.getByLabel('Alkohol, stoffer og vaner')).not.toBeChecked();
  const shared = peter.getByRole('group', { name: 'Mål' }).getByRole('checkbox').first();
  const title = (await peter.getByRole('group', { name: 'Mål' }).locator('label').first().innerText()).trim();
  await shared.check();
  await accessible(peter);
  await look('people-invite', { citizen: peter });
  await peter.getByRole('button', { name: 'Lav invitationen' }).click();
  await expect(peter.getByRole('img', { name: 'Kode til kameraet' })).toBeVisible();
  await accessible(peter);
  await look('people-codes', { citizen: peter });
  const link = await peter.locator('.link').innerText();
  const spoken = await peter.locator('.figures').innerText();

  // Somebody else's phone is told, and changes nothing.
  const anette = await (await phone(browser, installation)).newPage();
  await signIn(anette, installation, 'anette');
  await anette.goto(new URL(link).pathname);
  await expect(anette.getByText('Du er logget ind som Anette.')).toBeVisible();

  const kim = await (await phone(browser, installation)).newPage();
  await kim.goto(new URL(link).pathname);
  await accessible(kim);
  await look('people-invitation', { contact: kim });
  await kim.getByLabel('Dit fornavn').fill('Bo');
  await kim.getByLabel('De seks tal').fill(spoken);
  await kim.getByRole('button', { name: 'Sig ja' }).click();
  await expect(kim.getByText('Det passer ikke.')).toBeVisible();
  await kim.getByLabel('Dit fornavn').fill('kim');
  await kim.getByRole('button', { name: 'Sig ja' }).click();
  await expect(kim.getByRole('heading', { name: 'Tak for dit ja' })).toBeVisible();
  expect(kim.url()).not.toContain(new URL(link).pathname);
  await expect(kim.getByText(title)).toHaveCount(0);

  // It is asked on the first page too.
  await peter.goto('/i-dag');
  await peter.getByRole('link', { name: 'Var det Kim Kammerat?' }).click();
  await expect(peter.getByRole('heading', { name: 'Var det Kim Kammerat?' })).toBeVisible();
  await accessible(peter);
  await peter.getByRole('button', { name: 'Ja, det var Kim Kammerat' }).click();
  await expect(peter.getByRole('heading', { name: 'Kim Kammerat', exact: true })).toBeVisible();

  // His page opens by itself; he sees the goal that was ticked, and no other.
  await kim.waitForURL('**/i-dag');
  await kim.getByRole('link', { name: 'Tavlen' }).click();
  await expect(kim.getByText(title).first()).toBeVisible();
  await peter.getByRole('link', { name: 'Vælg, hvad Kim må' }).click();
  await peter.getByRole('link', { name: 'Sådan ser det ud for Kim' }).click();
  await expect(peter.getByRole('heading', { name: title })).toBeVisible();
  await expect(peter.locator('main section')).toHaveCount(1);
  await accessible(peter);
  await look('people-as', { citizen: peter });
  await look('people-board', { contact: kim });
  // His phone keeps nothing of it.
  const nothing = () => keptNothing(kim, [title, 'Peter', 'Prøvesen']);
  await nothing();

  // One tick less shows at once.
  await peter.getByRole('link', { name: 'Kim' }).click();
  await peter.getByRole('group', { name: 'Mål' }).getByRole('checkbox').first().uncheck();
  await peter.getByLabel('Min drøm').check();
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.locator('.notice-ok')).toHaveText('Gemt. Det gælder nu.');
  await expect(kim.getByText(title)).toHaveCount(0);
  await accessible(peter);

  // His own place: what he may, and the way out.
  await kim.goto('/mine-folk');
  await expect(kim.getByRole('heading', { level: 1, name: 'Min plads her' })).toBeVisible();
  await expect(kim.getByText('Tilbyde at køre')).toBeVisible();
  await accessible(kim);
  await look('people-mine', { contact: kim });
  await kim.goto('/tavlen');
  await expect(kim.getByText('Drøm').first()).toBeVisible();

  await peter.getByRole('button', { name: 'Luk for adgangen' }).click();
  await expect(peter.getByRole('dialog')).toBeVisible();
  await peter.getByRole('button', { name: 'Ja, luk nu' }).click();
  // Within two seconds his page shows the front door and nothing else.
  await expect(kim.getByLabel('Din kode')).toBeVisible({ timeout: 2000 });
  await expect(kim.getByText('Drøm')).toHaveCount(0);
  await nothing();
  await kim.goBack();
  await expect(kim.getByText(title)).toHaveCount(0);
  await expect(peter.getByText('Ikke med mere')).toContainText('Kim Kammerat');
});

test('a pause says nothing, and where there is nobody other help is offered', async ({
  browser,
  installation,
}) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  const anette = await (await phone(browser, installation)).newPage();
  await signIn(anette, installation, 'anette');
  await anette.goto('/tavlen');
  await expect(anette.getByText('hvor de regner med mig')).toBeVisible();
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await peter.getByRole('button', { name: 'Hold pause' }).click();
  await peter.getByRole('button', { name: 'Ja, hold pause' }).click();
  await expect(peter.getByRole('button', { name: 'Slut med pausen' })).toBeVisible();
  await anette.reload();
  await expect(anette.getByText('hvor de regner med mig')).toBeVisible();
  await expect(anette.getByText('På pause')).toHaveCount(0);
  // What she reads of meetings is true with and without a pause: nothing is said of those she does not see.
  await anette.goto('/moeder');
  await expect(anette.getByText('Du er ikke bedt med til et møde lige nu.')).toBeVisible();
  await anette.goto('/i-dag');
  await expect(anette.getByText('Du er ikke bedt med til et møde lige nu.')).toBeVisible();
  await expect(anette.getByText('Der er ikke aftalt flere møder')).toHaveCount(0);
  await look('people-paused', { contact: anette });

  const birthe = await (await phone(browser, installation)).newPage();
  await signIn(birthe, installation, 'birthe');
  await birthe.goto('/mine-folk');
  await birthe.getByRole('link', { name: /^Vælg, hvad/ }).click();
  await birthe.getByRole('button', { name: 'Luk for adgangen' }).click();
  await birthe.getByRole('button', { name: 'Ja, luk nu' }).click();
  await expect(birthe.getByRole('heading', { name: 'Du behøver ikke have nogen med' })).toBeVisible();
  await expect(birthe.getByText('vække dig')).toBeVisible();
  await expect(birthe.locator('main')).not.toContainText('0');
  await accessible(birthe);
  await look('people-nobody', { citizen: birthe });
});

test('somebody at the workplace answers once without a sign-in, and it is a strength when Peter says so', async ({
  browser,
  installation,
}) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk');
  await peter.getByLabel('Hvem vil du spørge?').fill('Mogens');
  await peter.getByRole('button', { name: 'Lav siden' }).click();
  const link = await peter.locator('.praise').innerText();

  const mogens = await (await phone(browser, installation)).newPage();
  await mogens.goto(new URL(link).pathname);
  await expect(mogens.getByRole('heading', { name: 'Hvad er Peter blevet god til?' })).toBeVisible();
  await accessible(mogens);
  await mogens.getByLabel('Dine ord').fill('Han kan lappe en slange.');
  await mogens.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(mogens.locator('.notice-ok')).toHaveText('Tak. Dine ord er sendt.');
  await mogens.reload();
  await expect(mogens.getByText('Siden virker ikke mere.')).toBeVisible();

  // It waits on the first page until he has answered, and on a phone that is opened for the first time too.
  await peter.goto('/i-dag');
  await expect(peter.getByRole('heading', { name: 'Mogens siger om dig' })).toBeVisible();
  await expect(peter.getByText('Han kan lappe en slange.')).toBeVisible();
  await accessible(peter);
  await look('praise-today', { citizen: peter });
  await peter.getByRole('button', { name: 'Sæt det på min tavle' }).click();
  await expect(peter.getByRole('button', { name: 'Sæt det på min tavle' })).toHaveCount(0);
  await expect(peter.getByRole('heading', { name: 'Mogens siger om dig' })).toHaveCount(0);
  await peter.goto('/tavlen');
  await expect(peter.getByText('Han kan lappe en slange. – Mogens').first()).toBeAttached();
});

test('before Kalle is paused Peter reads whom he loses as a driver, and the meeting says so after', async ({
  browser,
  installation,
}) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Kalle må' }).click();
  await peter.getByRole('button', { name: 'Hold pause' }).click();
  const ask = peter.getByRole('dialog', { name: 'Skal Kalle holde pause?' });
  await expect(ask.getByText(/^Kalle skulle køre dig onsdag 9\. december/)).toBeVisible();
  await look('pause-asks', { citizen: peter });
  await ask.getByRole('button', { name: 'Ja, hold pause' }).click();
  await expect(peter.getByRole('button', { name: 'Slut med pausen' })).toBeVisible();
  await peter.goto('/moeder');
  await peter.getByRole('link', { name: /Sygehus: Kontrol af knæ/ }).click();
  await expect(peter.getByText(/^Den, der skulle køre dig, kører ikke mere\./)).toBeVisible();
  await expect(peter.getByText('Kalle henter dig')).toHaveCount(0);
  await look('pause-ride-gone', { citizen: peter });
  await peter.context().close();
});
