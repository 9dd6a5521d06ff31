/** A plan ends at the desk, her phone says so and who calls; on the day the call stands in the queue, and a told talk ends it. */
import type { Page } from '@playwright/test';
import { newId, put } from './asking';
import { anchor, expect, lockPhone, test, working } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

const desk = { viewport: { width: 1280, height: 900 } };
const narrow = { width: 320, height: 740 };

test('what is left is named with the way there and back, and nothing ends before', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', desk);
  const wrong = faults(maja);
  await maja.getByRole('link', { name: /Peter/ }).first().click();
  await maja.getByRole('link', { name: 'Afslut planen' }).click();
  await expect(maja.getByRole('heading', { level: 1, name: 'Afslut planen med Peter' })).toBeFocused();
  const send = maja.getByRole('button', { name: 'Afslut planen nu' });
  await send.click();
  for (const missing of [
    'Vælg, hvorfor planen slutter.',
    'Vælg, hvem der ringer.',
    /^Skriv en dag, for eksempel/,
  ])
    await expect(maja.getByText(missing)).toBeVisible();
  const reasons = maja.getByRole('group', { name: 'Hvorfor slutter planen?' });
  await expect(reasons.getByLabel('Job')).toBeFocused();
  await bothSchemes(maja, 'what an end lacks');
  // Nothing more is asked of one who has died.
  await reasons.getByLabel('Borgeren er død').check();
  await expect(maja.getByText('Det er vi kede af at høre.')).toBeVisible();
  await expect(maja.getByRole('textbox')).toHaveCount(0);
  await nothingWrong(maja, 'the end of one who has died');
  await reasons.getByLabel('Job').check();
  await maja.getByLabel('Maja Mønster').check();
  const when = maja.getByRole('textbox', { name: /^Hvornår bliver der ringet/ });
  await when.fill('25.11.2026');
  await send.click();
  await expect(maja.getByText('Vælg en dag fra 1. december 2026 til 23. februar 2027.')).toBeVisible();
  await when.fill('3.2.2027');
  await send.click();
  const left = maja.getByRole('heading', { name: /ting skal på plads først/ });
  await expect(left).toBeFocused();
  const many = Number((await left.innerText()).split(' ')[0]);
  await expect(
    maja.getByText(/Et forløb er ikke afsluttet.+Det er Rusmiddelcenteret, der kan gøre det\./),
  ).toBeVisible();
  await bothSchemes(maja, 'what hinders an end');
  await look('plan-end-left', { desk: maja });
  await maja.setViewportSize(narrow);
  await nothingWrong(maja, 'what hinders an end narrow');
  await maja.setViewportSize(desk.viewport);

  await maja
    .getByRole('link', { name: /»Maja ringer«: .+ ligger forude/ })
    .first()
    .click();
  await maja.getByRole('button', { name: 'Aflys' }).click();
  await nothingWrong(maja, 'on the way to an end');
  await maja.getByRole('textbox').last().fill('Planen slutter.');
  await maja.getByRole('button', { name: 'Aflys' }).last().click();
  await expect(maja.getByText('Aflyst').first()).toBeVisible();
  await maja.getByRole('link', { name: 'Tilbage til: Afslut planen' }).click();
  await expect(maja.getByRole('heading', { name: `${many - 1} ting skal på plads først` })).toBeVisible();
  await expect(when).toHaveValue('3.2.2027');
  await expect(maja.getByLabel('Maja Mønster')).toBeChecked();
  expect(wrong).toEqual([]);
});

/** A citizen of Maja's on whose plan nothing waits, and the link for her phone. */
async function made(maja: Page) {
  const [citizen, plan] = [newId(), newId()];
  await put(maja, `/citizens/${citizen}`, { name: 'Nina Ny', preferred_name: 'Nina', plan: { id: plan } });
  await put(maja, `/plans/${plan}/goals/${newId()}`, {
    area: 'work',
    title: 'Et roligt arbejde',
    status: 'active',
  });
  const { link } = await put(maja, `/citizens/${citizen}/codes/${newId()}`, {});
  return { citizen, plan, link: link! };
}

test('it ends, is followed up on the day, and is opened again', async ({ browser, installation }) => {
  let maja = await open(browser, installation, 'maja', desk);
  const { plan, link } = await made(maja);
  const nina = await (await browser.newContext({ baseURL: installation.url, viewport: narrow })).newPage();
  await nina.goto(link);
  await nina.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await lockPhone(nina);
  await expect(nina.getByRole('heading', { level: 1 })).toContainText('Nina');
  await working(nina);
  const wrong = faults(nina);
  const card = nina.getByRole('region', { name: 'Din plan er afsluttet' });
  await expect(nina.getByText('Der er ikke aftalt flere møder.')).toBeVisible();
  await expect(card).toHaveCount(0);

  await maja.goto(`/bord/${plan}/afslut`);
  await maja.getByLabel('Job').check();
  await maja.getByLabel('Maja Mønster').check();
  await maja.getByRole('textbox', { name: /^Hvornår bliver der ringet/ }).fill('3.2.2027');
  await maja.getByRole('textbox', { name: /^Hvad skal den, der ringer, vide/ }).fill('Ring efter kl. 16.');
  await look('plan-end-form', { desk: maja });
  await maja.getByRole('button', { name: 'Afslut planen nu' }).click();
  await expect(maja.getByRole('heading', { level: 1, name: 'Nina Ny' })).toBeVisible();
  await expect(maja.getByText('Maja ringer til Nina onsdag 3. februar 2027.')).toBeVisible();
  await expect(maja.getByText('Sidste dag var 24. november 2026. Grund: Job.')).toBeVisible();
  await expect(maja.getByText('Ring efter kl. 16.')).toBeVisible();
  await expect(maja.getByRole('link', { name: 'Afslut planen' })).toHaveCount(0);
  // What the server would refuse now is not offered, on a page that was open all the while.
  for (const news of ['Nyt møde', 'Ny indsats', 'Ny aftale', 'Nyt mål'])
    await expect(maja.getByRole('link', { name: news })).toHaveCount(0);
  await bothSchemes(maja, 'an ended plan at the desk');
  await look('plan-ended', { desk: maja });

  // Her phone lay open all the while.
  await expect(card.getByText('Maja ringer til dig onsdag 3. februar 2027.')).toBeVisible();
  await expect(card.getByText('Ring efter kl. 16.')).toBeVisible();
  await expect(nina.getByText('Der er ikke aftalt flere møder.')).toHaveCount(0);
  await bothSchemes(nina, 'an ended plan on the phone');
  await look('plan-ended', { phone: nina });
  await nina.context().setOffline(true);
  await nina.reload();
  await expect(card.getByText('Maja ringer til dig onsdag 3. februar 2027.')).toBeVisible();
  await nina.context().setOffline(false);
  await nina.getByRole('link', { name: 'Tavlen', exact: true }).click();
  await expect(nina.getByText('Et roligt arbejde').first()).toBeVisible();
  await nina.getByRole('link', { name: 'Møder', exact: true }).click();
  await expect(nina.getByText('Din plan er afsluttet. Derfor er der ikke flere møder.')).toBeVisible();

  await nina.getByRole('link', { name: 'I dag', exact: true }).click();
  await card.getByRole('link', { name: 'Skriv en besked' }).click();
  await nina.getByRole('textbox', { name: 'Skriv til Maja' }).fill('Det går godt på arbejdet.');
  await nina.getByRole('button', { name: 'Send', exact: true }).click();
  await maja.goto('/bord');
  const asks = maja
    .getByRole('article')
    .filter({ hasText: 'Nina Ny' })
    .filter({ hasText: 'Har skrevet 1 besked.' });
  const hers = maja.getByRole('article', { name: /^Nina Ny( Nyt)?$/ });
  await expect(hers.getByText('Planen er afsluttet. Sidste dag var 24. november 2026.')).toBeVisible();
  await expect(hers.getByText('Intet møde aftalt')).toHaveCount(0);
  await asks.getByRole('link', { name: 'Svar' }).click();
  await maja.getByRole('textbox', { name: /Nina/ }).last().fill('Hvor er det dejligt!');
  await maja.getByRole('button', { name: 'Send til Nina' }).click();
  await expect(nina.getByText('Hvor er det dejligt!', { exact: true })).toBeVisible();

  // Ten weeks later Maja signs in anew.
  await Promise.all([maja.context().close(), nina.goto('/i-dag')]);
  installation.ahead('1707h');
  const now = async () =>
    Date.parse((await fetch(`${installation.url}/healthz`)).headers.get('Tavlen-Time') ?? '');
  await expect.poll(now).toBeGreaterThan(Date.parse(anchor) + 1706 * 3_600_000);
  maja = await open(browser, installation, 'maja', desk);
  const row = maja.getByRole('article', { name: /^Nina Ny Planen er afsluttet\. Ring i dag/ });
  await expect(async () => {
    await maja.goto('/bord');
    await expect(row).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await bothSchemes(maja, 'the call is due');
  await row.getByRole('button', { name: 'Skriv opkaldet ned' }).click();
  await row.getByRole('button', { name: 'Fik fat i', exact: true }).click();
  await expect(row).toHaveCount(0);
  await maja.goto(`/bord/${plan}`);
  await expect(maja.getByText('Maja talte med Nina onsdag 3. februar.')).toBeVisible();

  await nina.reload();
  await expect(card.getByText('Maja talte med dig onsdag 3. februar.')).toBeVisible();

  await maja.getByRole('link', { name: 'Åbn planen igen' }).click();
  await maja.getByRole('button', { name: 'Åbn planen igen' }).click();
  await expect(maja.getByText('Skriv, hvorfor planen åbner igen.')).toBeVisible();
  const why = maja.getByRole('textbox', { name: 'Hvorfor åbner du planen igen?' });
  await expect(why).toBeFocused();
  await bothSchemes(maja, 'opening a plan again');
  await look('plan-reopen', { desk: maja });
  await why.fill('Jobbet blev ikke til noget.');
  await maja.getByRole('button', { name: 'Åbn planen igen' }).click();
  await expect(maja.getByRole('link', { name: 'Afslut planen' })).toBeVisible();
  await expect(maja.getByRole('link', { name: 'Nyt møde' })).toBeVisible();
  await expect(maja.getByText('Planen er afsluttet.')).toHaveCount(0);
  await look('plan-reopened', { desk: maja });
  await nina.reload();
  await expect(nina.getByText('Der er ikke aftalt flere møder.')).toBeVisible();
  await expect(card).toHaveCount(0);
  // Of the two words about the plan as a whole the newest holds; the history has both.
  const word = (text: string) => nina.getByRole('article').filter({ hasText: text });
  await expect(word('Din plan er åbnet igen.').getByText('Jobbet blev ikke til noget.')).toBeVisible();
  await expect(word('Din plan er afsluttet.')).toHaveCount(0);
  await bothSchemes(nina, 'a plan that was opened again');
  await nina.goto('/historie');
  await expect(nina.getByText('Planen er åbnet igen.')).toBeVisible();
  await expect(nina.getByText('Du har fået job. Sidste dag: 24. november.')).toBeVisible();
  await nothingWrong(nina, 'the history of an end');
  expect(wrong).toEqual([]);
});
