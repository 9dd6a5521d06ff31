/** The help there is: looked at, asked about with and without net, answered at the desk; and a first time, step by step. */
import type { Page } from '@playwright/test';
import { atRest, expect, test, working } from './installation';
import { bothSchemes, faults, open, ready } from './judge';

const shots = process.env.TAVLEN_SHOTS;

for (const width of [390, 320]) {
  test(`the rooms about help are accessible, ${width} px wide`, async ({ browser, installation }) => {
    const page = await open(browser, installation, 'peter', {
      viewport: { width, height: 844 },
    });
    const problems = faults(page);
    const where = (room: string) => `${room} ${width}`;
    await page.goto('/mere');
    await page.getByRole('link', { name: 'Hvilken hjælp er der?' }).click();
    await expect(page.getByRole('link', { name: 'Mindfulness' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Hundetræning' })).toBeVisible();
    await bothSchemes(page, where('hjaelp'));
    await page.getByRole('link', { name: 'Praktik på en arbejdsplads' }).click();
    await expect(page.getByText('Praktikken varer højst 13 uger.')).toBeVisible();
    await bothSchemes(page, where('praktik'));
    await page.getByRole('link', { name: 'Se al hjælp' }).click();
    await page.getByRole('link', { name: 'Hjælp til at drikke mindre' }).click();
    await page.getByRole('button', { name: 'Det vil jeg høre om' }).click();
    // What one looks at stands neither in the address nor in the window's title.
    expect(page.url()).not.toMatch(/alkohol|drikke/);
    expect(await page.title()).toBe('Hjælp – Tavlen');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('Vælg, hvem der må vide det.')).toBeVisible();
    await bothSchemes(page, where('fortrolig'));

    await page.goto('/tavlen');
    await page.getByRole('link', { name: 'Knæ, der holder til en arbejdsdag' }).click();
    await page
      .getByRole('region', { name: /Genoptræning/ })
      .getByRole('link', { name: /Skridt for skridt/ })
      .click();
    for (let n = 1; n <= 7; n++) {
      await expect(page.getByText(`Skridt ${n} af 7`, { exact: true })).toBeVisible();
      await bothSchemes(page, where(`forbered-${n}`));
      await page.getByRole('button', { name: n < 7 ? 'Næste' : 'Færdig' }).click();
    }
    await expect(page.getByRole('heading', { name: 'Nu ved du, hvad der skal ske' })).toBeFocused();
    expect(problems).toEqual([]);
  });
}

test('a wish without net waits, is heard at the desk once there is net, and is answered', async ({
  browser,
  installation,
}) => {
  const page = await open(browser, installation, 'peter');
  await page.goto('/hjaelp');
  await ready(page);
  await working(page);
  await page.reload();
  await ready(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Hundetræning' }).click();
  await page.getByRole('button', { name: 'Det vil jeg høre om' }).click();
  await page.getByLabel('Dine egne ord').fill('Må man komme uden hund?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Du har bedt om at høre om dette')).toBeVisible();
  await expect(page.getByText('Venter på net', { exact: true }).first()).toBeVisible();
  expect((await atRest(page)).join('\n')).not.toMatch(/uden hund|Hundetræning/);
  await page.reload();
  await expect(page.getByText('Du har bedt om at høre om dette')).toBeVisible();

  await page.context().setOffline(false);
  await expect(page.getByText('Venter på svar fra Maja')).toBeVisible();

  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await expect(maja.getByText('Peter vil høre om noget hjælp').first()).toBeVisible();
  await maja
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  const wish = maja.getByRole('region', { name: 'Peter vil høre om: Hundetræning' });
  await expect(wish).toContainText('Må man komme uden hund?');
  if (shots) await maja.screenshot({ path: `${shots}/desk-wish.png`, fullPage: true });
  await wish.getByRole('textbox').fill('Ja. Jeg går med dig på torsdag.');
  await wish.getByRole('button', { name: 'Send' }).click();
  await expect(wish).toHaveCount(0);
  await expect(page.getByText('Ja. Jeg går med dig på torsdag.')).toBeVisible();

  // A contact who may see much sees nothing of it.
  const anette = await open(browser, installation, 'anette');
  await anette.goto('/tavlen');
  await ready(anette);
  await expect(anette.getByText('Hundetræning')).toHaveCount(0);
  await expect(anette.getByRole('link', { name: 'Hvilken hjælp er der?' })).toHaveCount(0);
});

test('confidential help is asked of the specialist alone', async ({ browser, installation }) => {
  const page = await open(browser, installation, 'peter');
  await page.goto('/hjaelp');
  await page.getByRole('link', { name: 'Hjælp til at tage færre stoffer' }).click();
  await page.getByRole('button', { name: 'Det vil jeg høre om' }).click();
  await page.getByLabel('Kun Lone').check();
  await page.getByLabel('Dine egne ord').fill('Det er kun til dig');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Venter på svar fra Lone')).toBeVisible();

  const desk = async (who: string): Promise<Page> => {
    const desk = await open(browser, installation, who);
    await desk
      .getByRole('link', { name: /Peter Prøvesen/ })
      .first()
      .click();
    await ready(desk);
    return desk;
  };
  const lone = await desk('lone');
  await expect(lone.getByText('Det er kun til dig').first()).toBeVisible();
  const maja = await desk('maja');
  await expect(maja.getByText('Det er kun til dig')).toHaveCount(0);
  await expect(maja.getByText('færre stoffer')).toHaveCount(0);
});

test('an effort is filled in from the catalogue, and what was typed stays', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await maja
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  await maja.getByRole('link', { name: 'Ny indsats' }).click();
  if (shots) await maja.screenshot({ path: `${shots}/desk-new.png`, fullPage: true });
  await maja.getByLabel('Navn', { exact: true }).fill('Ro om torsdagen');
  await maja.getByLabel('Vælg fra kataloget').selectOption({ label: 'Ro i kroppen' });
  await expect(maja.getByLabel('Navn', { exact: true })).toHaveValue('Ro om torsdagen');
  await expect(maja.getByLabel('Med enkle ord')).toHaveValue(/mindfulness/);
  await expect(maja.getByLabel('Afdeling')).toHaveValue('sundhed');
  await maja.getByLabel('Tag med').fill('Varme sokker\nEt tæppe');
  await maja.getByLabel('Sådan kommer man væk igen').fill('Bus 12 kører hvert kvarter.');
  await maja.getByLabel('Start', { exact: true }).fill('26-11-2026');
  await maja.getByRole('textbox', { name: 'Hvorfor', exact: true }).fill('Du bad om noget, der giver ro.');
  if (shots) await maja.screenshot({ path: `${shots}/desk-effort.png`, fullPage: true });
  await maja.getByRole('button', { name: 'Gem' }).click();
  await expect(maja.getByRole('heading', { name: 'Ro om torsdagen' })).toBeVisible();

  // Two days before it starts, today says so, and the way there is short.
  const page = await open(browser, installation, 'peter');
  await expect(page.getByRole('region', { name: /Ro om torsdagen/ })).toContainText('Torsdag 26. november');
  if (shots) await page.screenshot({ path: `${shots}/today-soon.png`, fullPage: true });
  await page.getByRole('link', { name: 'Se, hvad der skal ske' }).click();
  await expect(page.getByText('Skridt 1 af 7', { exact: true })).toBeVisible();
  for (let n = 0; n < 5; n++) await page.getByRole('button', { name: 'Næste' }).click();
  await expect(page.getByText('Et tæppe')).toBeVisible();
  await page.getByRole('button', { name: 'Næste' }).click();
  await expect(page.getByText('Bus 12 kører hvert kvarter.')).toBeVisible();
  // Nobody said where it is: that is said, not guessed.
  for (let n = 0; n < 3; n++) await page.getByRole('button', { name: 'Tilbage' }).click();
  await expect(page.getByText('Det står her ikke endnu.')).toBeVisible();
});
