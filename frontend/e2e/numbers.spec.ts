/** T29: a CPR number that is typed where words go is offered to be hidden, before anybody has sent it. */
import type { Page } from '@playwright/test';
import { expect, test } from './installation';
import * as judge from './judge';
import { look } from './look';

const NUMBER = '010190-1234';
const asked = (page: Page) => page.getByText('Det ligner et CPR-nummer. Vil du skjule det?');
const hide = (page: Page) => page.getByRole('button', { name: 'Skjul nummeret' });

test('a citizen who types a number is asked, and it leaves as she says', async ({
  browser,
  installation,
}) => {
  const page = await judge.open(browser, installation, 'peter');
  await page.goto('/beskeder');
  await judge.ready(page);
  const field = page.getByLabel(/^Skriv til /);
  // Other numbers are nobody's business.
  await field.fill('Ring 20 30 40 50 kl. 12');
  await field.fill('Mit nummer er 20 30 40 50 60');
  await expect(asked(page)).toHaveCount(0);
  await field.fill('');
  await field.pressSequentially(`Mit nummer er ${NUMBER}`);
  await expect(asked(page)).toBeVisible();
  await judge.bothSchemes(page, 'numbers message');
  await look('numbers-message', { citizen: page });
  // With the keys alone: the offer comes next after the field.
  await page.keyboard.press('Tab');
  await expect(hide(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('Mit nummer er xxxxxx-xxxx');
  await expect(field).toBeFocused();
  await expect(asked(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('log').getByText('Mit nummer er xxxxxx-xxxx')).toBeVisible();

  // Kept where she wants so, and not asked about again; another one is.
  await field.fill(`Det er ${NUMBER}`);
  await page.getByRole('button', { name: 'Behold det' }).click();
  await expect(field).toHaveValue(`Det er ${NUMBER}`);
  await field.press('End');
  await field.pressSequentially(' altså');
  await expect(asked(page)).toHaveCount(0);
  await field.pressSequentially(' og 6102901234');
  await hide(page).click();
  await expect(field).toHaveValue(`Det er ${NUMBER} altså og xxxxxx-xxxx`);
  // Who mends it by hand, or sends it as it is, is not asked any more.
  await field.fill(`Det er ${NUMBER} og 311299-4321`);
  await expect(asked(page)).toBeVisible();
  await field.fill('Det er det');
  await expect(asked(page)).toHaveCount(0);
});

test('in a line, in a sheet and at the desk it is the same', async ({ browser, installation }) => {
  const page = await judge.open(browser, installation, 'peter');
  await page.goto('/tavlen');
  await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox').first().fill(`Mål ${NUMBER}`);
  await expect(asked(page)).toBeVisible();
  await judge.nothingWrong(page, 'numbers sheet');
  await hide(page).click();
  await expect(sheet.getByRole('textbox').first()).toHaveValue('Mål xxxxxx-xxxx');

  const desk = await judge.open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await desk.getByRole('link', { name: /Peter/ }).first().click();
  await desk.waitForURL(/\/bord\/[\w-]{22}/);
  await desk.goto(`${new URL(desk.url()).pathname.split('/').slice(0, 3).join('/')}/beskeder`);
  await judge.ready(desk);
  const field = desk.getByLabel(/^Skriv til/);
  await field.fill(`Hans nummer er ${NUMBER.replace('-', '')}`);
  await expect(asked(desk)).toBeVisible();
  await judge.nothingWrong(desk, 'numbers desk');
  await hide(desk).click();
  await expect(field).toHaveValue('Hans nummer er xxxxxx-xxxx');
});

test('a narrow phone has room for it', async ({ browser, installation }) => {
  const page = await judge.open(browser, installation, 'peter', { viewport: { width: 320, height: 640 } });
  await page.goto('/beskeder');
  await page.getByLabel(/^Skriv til /).fill(NUMBER);
  await expect(asked(page)).toBeVisible();
  await judge.nothingWrong(page, 'numbers narrow');
});
