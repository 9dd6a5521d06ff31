/** What one said yes to and takes back, who can see what, and everything about oneself as a file. */
import { readFileSync } from 'node:fs';
import { expect, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('he sees what he said yes to, takes it back, sees who sees what, and takes everything with him', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', {
    viewport: { width: 320, height: 740 },
    hasTouch: true,
  });
  const wrong = faults(peter);
  await peter.goto('/mere');
  await peter.getByRole('link', { name: 'Mine data' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Mine data' })).toBeVisible();
  const consents = peter.getByRole('region', { name: 'Det har jeg sagt ja til' }).or(
    peter
      .locator('section, article, div')
      .filter({ has: peter.getByRole('heading', { name: 'Det har jeg sagt ja til' }) })
      .last(),
  );
  const stands = consents.getByRole('button', { name: 'Sig nej igen' });
  await expect(stands.first()).toBeVisible();
  const before = await stands.count();
  await peter.getByRole('button', { name: 'Vis, hvem der kan se' }).click();
  await peter.locator('summary').filter({ hasText: /^Mål$/ }).click();
  await expect(
    peter
      .getByText(/^Kan ses af: .*dig/)
      .locator('visible=true')
      .first(),
  ).toBeVisible();
  // How long each sort is kept, why, and when the oldest of it goes.
  await peter.getByRole('button', { name: 'Vis, hvor længe' }).click();
  await expect(peter.getByText('Gemmes i 5 år, efter at planen er slut.')).toBeVisible();
  await expect(peter.getByText('Din plan og alt, der står på den. Også dine beskeder.')).toBeVisible();
  await expect(
    peter.getByText(/^Gemmes i 5 år, efter at det skete\. Det ældste bliver slettet .+ 20\d\d\.$/),
  ).toBeVisible();
  await bothSchemes(peter, 'mine');
  await look('mine', { phone: peter });

  const went = peter.waitForEvent('download');
  await peter.getByRole('button', { name: 'Hent filen' }).click();
  const file = await went;
  // Nobody's name, whoever's phone it lies on.
  expect(file.suggestedFilename()).toBe('alt-om-mig.zip');
  expect(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  await expect(peter.getByText('Filen er hentet.')).toBeVisible();

  await stands.first().click();
  await expect(stands).toHaveCount(before - 1);
  await peter.getByText('Det gælder ikke mere').click();
  await expect(peter.getByText(/^Du sagde ja .* Sluttede /).first()).toBeVisible();
  // What was taken back can be said again, in the words of today.
  await peter.getByRole('button', { name: 'Ja, det er i orden' }).first().click();
  await expect(stands).toHaveCount(before);
  // Where he reads his whole plan the same last days stand.
  const lastDays = (await consents.getByText(/til og med/).allTextContents()).map(
    (text) => /til og med (.+? 20\d\d)/.exec(text)![1],
  );
  expect(lastDays).toHaveLength(before);
  await peter.goto('/plan');
  for (const day of lastDays) await expect(peter.getByText(`Til og med ${day}.`).first()).toBeVisible();
  expect(wrong).toEqual([]);
});

test('beside each thing stands who can see it, as it is when it is asked', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const wrong = faults(peter);
  const ask = () => peter.getByRole('button', { name: 'Hvem kan se det?' }).locator('visible=true').first();
  // His treatment: Maja sees the times of it, by his consent.
  await peter.goto('/tavlen');
  await peter.getByRole('link', { name: 'Klare hverdagen uden øl' }).click();
  const help = peter.getByRole('region', { name: /Samtaler om alkohol/ });
  await help.getByRole('button', { name: 'Hvem kan se det?' }).click();
  await expect(peter.getByText(/^Kan ses af: dig, .*Lone/)).toContainText('Maja Mønster (kun en del)');
  await nothingWrong(peter, 'seen on a goal');
  await look('seen', { phone: peter });

  await peter.goto('/beskeder');
  await ask().click();
  await expect(peter.getByText(/^Kan ses af: dig, Maja Mønster\./)).toBeVisible();

  // A thing in its sheet, asked without net: it says so, and answers when there is net again.
  await peter.goto('/tavlen');
  await peter
    .getByRole('button', { name: /Stå op klokken 7/ })
    .first()
    .click();
  const sheet = peter.getByRole('dialog');
  await peter.route('**/visibility?thing=*', (route) => route.abort());
  await sheet.getByRole('button', { name: 'Hvem kan se det?' }).click();
  await expect(sheet.getByText(/ikke forbindelse/)).toBeVisible();
  await peter.unroute('**/visibility?thing=*');
  await sheet.getByRole('button', { name: 'Prøv igen' }).click();
  await expect(sheet.getByText(/^Kan ses af: dig, .*Maja/)).toBeVisible();
  expect(wrong).toEqual([]);
});
