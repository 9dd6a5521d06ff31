/** The direct line: taken back within half a minute, corrected ever after, searched, and read through years of it. */
import { expect, signIn, test } from './installation';
import { sayMany } from './many';

test('a message is taken back and another corrected, and both sides see what is to be seen', async ({
  browser,
  installation,
}) => {
  const phone = await (
    await browser.newContext({
      baseURL: installation.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    })
  ).newPage();
  const desk = await (await browser.newContext({ baseURL: installation.url })).newPage();
  await signIn(phone, installation, 'peter');
  await phone.goto('/beskeder');
  const log = phone.getByRole('log', { name: 'Samtalen' });
  await expect(log).toBeVisible();
  const write = async (text: string) => {
    await phone.getByLabel('Skriv til Maja').fill(text);
    await phone.getByRole('button', { name: 'Send', exact: true }).tap();
    await expect(log.getByText(text)).toBeVisible();
  };
  await write('Det her skulle jeg ikke have skrevet');
  await phone.getByRole('button', { name: 'Fortryd beskeden' }).last().tap();
  await expect(log.getByText('Du fortrød en besked')).toBeVisible();
  await expect(phone.getByText('Det her skulle jeg ikke have skrevet')).toHaveCount(0);

  await write('Vi ses på tirsdag');
  const own = log.getByRole('listitem').filter({ hasText: 'Vi ses på tirsdag' });
  await own.getByRole('button', { name: 'Ret', exact: true }).tap();
  await phone.getByLabel('Ret beskeden').fill('Vi ses på onsdag');
  await phone.getByRole('button', { name: 'Gem rettelsen' }).tap();
  await expect(log.getByText('Vi ses på onsdag')).toBeVisible();

  await signIn(desk, installation, 'maja');
  await desk.getByRole('link', { name: /Peter/ }).first().click();
  await desk.getByRole('link', { name: /^Beskeder/ }).click();
  const talk = desk.getByRole('log', { name: 'Samtalen' });
  await expect(talk.getByText('Peter fortrød en besked')).toBeVisible();
  await expect(desk.getByText('Det her skulle jeg ikke have skrevet')).toHaveCount(0);
  await expect(talk.getByText('Vi ses på onsdag')).toBeVisible();
  await talk.getByText(/Rettet .*Se, hvad der stod før/).click();
  await expect(talk.getByText('Vi ses på tirsdag')).toBeVisible();

  // The desk says when words are hard, and to whom they go.
  await desk
    .getByLabel(/^Skriv til/)
    .fill(
      'I forbindelse med opfølgningssamtalen vedrørende din beskæftigelsesindsats skal kommunen indhente supplerende oplysninger.',
    );
  await expect(desk.getByText(/Teksten er svær at læse/)).toBeVisible();
  await expect(desk.getByText('Skriv hellere "møde" end "opfølgningssamtalen".')).toBeVisible();
  await desk.getByText('Mine gemte svar').click();
  await desk.getByLabel(/^Skriv til/).fill('Jeg ringer til dig i morgen.');
  await desk.getByLabel('Hvad skal svaret hedde?').fill('I morgen');
  await desk.getByRole('button', { name: 'Gem det, jeg har skrevet' }).click();
  await desk.getByLabel(/^Skriv til/).fill('');
  await desk.getByRole('button', { name: 'Brug svaret I morgen' }).click();
  await desk.getByRole('button', { name: 'Send til Peter' }).click();
  await expect(talk.getByText('Jeg ringer til dig i morgen.')).toBeVisible();

  // Taken out, and told of in the plan's history.
  await desk.getByRole('button', { name: 'Gem samtalen' }).click();
  const file = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Hent som PDF' }).click();
  expect((await file).suggestedFilename()).toBe('samtale.pdf');
  await expect(log.getByText('Jeg ringer til dig i morgen.')).toBeVisible();
  await phone.goto('/historie');
  await expect(phone.getByText(/Maja hentede samtalen mellem/)).toBeVisible();
});

test('quick answers, a mood and the search', async ({ page, installation }) => {
  await signIn(page, installation, 'sofie');
  await page.goto(`${installation.url}/beskeder`);
  const log = page.getByRole('log', { name: 'Samtalen' });
  await page.getByRole('button', { name: 'Hurtige svar' }).click();
  await page.getByRole('button', { name: 'Kan du ringe til mig?' }).click();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(log.getByText('Kan du ringe til mig?')).toBeVisible();
  await page.getByRole('button', { name: 'Hurtige svar' }).click();
  await page.getByRole('button', { name: 'Træt' }).click();
  await expect(log.getByText('Jeg er træt.')).toBeVisible();
  await page.getByRole('button', { name: 'Søg i samtalen' }).click();
  await page.getByLabel('Hvad leder du efter?').fill('RINGE til');
  await page.getByRole('button', { name: 'Søg', exact: true }).click();
  const search = page.getByRole('search');
  await expect(search.getByText('Kan du ringe til mig?')).toBeVisible();
  await expect(search.getByText(/Vi har set alle \d+ beskeder igennem/)).toBeVisible();
  // From what was found one comes to the message in its place, and the keys go on from there.
  await search
    .getByRole('button', { name: /^Vis i samtalen/ })
    .last()
    .click();
  await expect(page.locator('.bubble:focus')).toContainText('Kan du ringe til mig?');
  // An older message of one's own is mended after a tap on it; the keys come to the button by themselves.
  const older = page.locator('.bubble.mine').first();
  await older.locator('.text').click();
  await expect(older.getByRole('button', { name: /^Ret din besked/ })).toBeInViewport({ ratio: 1 });
});

test('a long conversation opens at its end, and only a window of it is on the page', async ({
  page,
  installation,
}) => {
  test.slow();
  await signIn(page, installation, 'birthe');
  await sayMany(page, 400);
  await page.goto(`${installation.url}/beskeder`);
  const log = page.getByRole('log', { name: 'Samtalen' });
  // The end of it is in sight, with the box to write in; what one may still do with it stands below its words.
  const newest = log.getByRole('listitem').filter({ hasText: 'Nummer 399.' });
  await expect(newest).toBeInViewport();
  await expect(log.getByText('Nummer 100.')).toHaveCount(0);
  const items = log.getByRole('listitem');
  // By the button, or by itself as the edge comes into sight.
  const older = page.getByRole('button', { name: /Vis ældre beskeder|Henter ældre/ });
  await expect(async () => {
    expect(await items.count()).toBeLessThanOrEqual(75);
    if (await older.count()) await older.click({ timeout: 2000 });
    await expect(log.getByText('Nummer 10.', { exact: true })).toHaveCount(1, { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await expect(log.getByText('Nummer 10.', { exact: true })).toHaveCount(1);
  await expect(log.getByText('Nummer 399.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Gå til det nyeste' }).click();
  await expect(newest).toBeInViewport();
  await expect(page.getByRole('textbox', { name: /Skriv til/ })).toBeInViewport();
});
