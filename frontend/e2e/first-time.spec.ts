/** What a first-time user stumbled over: days read wrong, names cut short, things that could not be found. */
import { expect, phone, signIn, test } from './installation';

test('a meeting is booked on the day and hour that were meant, and its faults stand at their fields', async ({
  browser,
  installation,
}) => {
  const desk = await phone(browser, installation);
  const page = await desk.newPage();
  await signIn(page, installation, 'maja');
  await page.getByRole('link', { name: 'Peter Prøvesen' }).click();
  await page.getByRole('link', { name: 'Nyt møde' }).click();
  await page.getByLabel('Navn', { exact: true }).fill('Kaffe med Maja');
  await page.getByLabel('Dag', { exact: true }).fill('12/1');
  await expect(page.getByText('tirsdag 12. januar 2027')).toBeVisible();
  await page.getByLabel('Fra kl.').fill('2 PM');
  await page.getByLabel('Til kl.').fill('1430');
  await page.getByRole('textbox', { name: 'Hvorfor', exact: true }).fill('Vi holdt ikke kaffe sidst.');
  await page.getByRole('button', { name: 'Gem' }).click();
  await expect(page.getByLabel('Fra kl.')).toBeFocused();
  await expect(page.getByText('Det er ikke et klokkeslæt.')).toBeVisible();
  await page.getByLabel('Fra kl.').fill('14');
  await page.getByLabel('Til kl.').focus();
  await expect(page.getByLabel('Fra kl.')).toHaveValue('14.00');
  // Peter has a meeting just before, which is said once; a double click is no yes to it, and books no second meeting.
  await page.getByRole('button', { name: 'Gem', exact: true }).dblclick();
  await page.getByRole('button', { name: 'Gem alligevel' }).dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeVisible();

  const citizen = await phone(browser, installation);
  const his = await citizen.newPage();
  await signIn(his, installation, 'peter');
  const card = his.getByRole('article').filter({ hasText: 'Kaffe med Maja' });
  await expect(card).toHaveCount(1);
  await expect(card).toContainText('Tirsdag 12. januar 2027 kl. 14');
  await desk.close();
  await citizen.close();
});

test('a friend who only comes along reads whole sentences about someone else’s day', async ({
  page,
  installation,
}) => {
  await signIn(page, installation, 'kalle');
  await expect(page.getByText('Næste møde for Peter')).toBeVisible();
  await page.getByRole('link', { name: 'Møder', exact: true }).click();
  await expect(page.getByText('Møde', { exact: true })).toBeVisible();
  await expect(page.getByText('Følger med')).toBeVisible();
});

test('what is kept about a citizen he can find', async ({ page, installation }) => {
  await signIn(page, installation, 'peter');
  await page.getByRole('link', { name: 'Mere' }).click();
  await page.getByRole('link', { name: /alt andet i min plan/ }).click();
  for (const words of [
    'Kalle Kammeratsen',
    'Maja må se, hvornår jeg har tider hos Rusmiddelcenteret',
    'Jeg ved ikke, om jeg kan klare weekenden.',
    'Peter fjernede Bjarne fra sine folk.',
  ])
    await expect(page.getByText(words)).toBeVisible();
  await page.getByRole('link', { name: 'Mere' }).click();
  await page.getByRole('link', { name: 'Hvor langt er jeg?' }).click();
  await expect(
    page.getByRole('heading', { name: 'Hvor meget tror du på, at du kan få et arbejde?' }),
  ).toBeVisible();
});

test('the whole foot of a conversation is in sight when it opens', async ({ browser, installation }) => {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await signIn(page, installation, 'peter');
  await page.getByRole('link', { name: 'Beskeder' }).click();
  const send = page.getByRole('button', { name: 'Send' });
  await expect
    .poll(() =>
      send.evaluate((button) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        const on = document.elementFromPoint(left + width / 2, top + height - 2);
        return button.contains(on);
      }),
    )
    .toBe(true);
  await expect(page.getByText('Automatisk svar mandag 23. november kl. 16.40')).toBeVisible();
  await context.close();
});

test('a team lead sees how many wait, and no name', async ({ page, installation }) => {
  await signIn(page, installation, 'leder');
  await expect(page.getByText(/^\d+ borgere? venter på svar\.$/)).toBeVisible();
  await expect(page.getByText('Peter')).toHaveCount(0);
});
