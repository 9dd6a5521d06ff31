/** Something is wrong: said beside the thing, answered at the desk by its day, and refused with the way to complain. */
import { expect, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('he says beside a thing that it is wrong, sees who answers when, and reads the answer', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', {
    viewport: { width: 320, height: 740 },
    hasTouch: true,
  });
  const wrong = faults(peter);
  await peter.goto('/tavlen');
  await peter.getByRole('link', { name: 'Et job med løn' }).first().click();
  await peter.getByRole('button', { name: 'Hvem kan se det?' }).locator('visible=true').first().click();
  await peter.getByRole('link', { name: 'Det her er forkert' }).first().click();
  const form = peter.locator('form').filter({ hasText: 'Hvad skal der ske?' });
  await expect(form.getByText(/^Det handler om: /)).toBeVisible();
  await expect(form.getByLabel('Ret det')).toBeChecked();
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(form.getByText('Skriv noget her.')).toBeVisible();
  await form.getByLabel('Hvad er det, og hvad er forkert?').fill('Det har jeg aldrig sagt.');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(peter.getByText(/Du får svar senest .*24\. december/)).toBeVisible();
  // All of it is asked for in words, and taken back.
  await form.getByLabel(/Slet hele min plan/).check();
  await form.getByLabel('Hvad er det, og hvad er forkert?').fill('Jeg vil ikke mere.');
  await form.getByRole('button', { name: 'Send' }).click();
  await expect(peter.getByRole('button', { name: 'Tag det tilbage' })).toHaveCount(2);
  await bothSchemes(peter, 'what is to be corrected');
  await look('rights', { phone: peter });
  await peter.getByRole('button', { name: 'Tag det tilbage' }).first().click();
  await expect(peter.getByRole('button', { name: 'Tag det tilbage' })).toHaveCount(1);

  await peter.goto('/i-dag');
  await peter.getByRole('button', { name: /^Vis alle \d/ }).click();
  await expect(peter.getByText(/få noget rettet\. Maja svarer senest 24\. december/)).toBeVisible();
  await peter.goto('/mine-data');

  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const line = maja.locator('[data-line]').filter({ hasText: 'Noget skal rettes eller slettes' });
  await expect(line).toContainText('Svar senest 24. december');
  await line.getByRole('link', { name: 'Svar på det, der skal rettes eller slettes' }).click();
  const answer = maja.locator('form').filter({ hasText: 'Det har jeg aldrig sagt.' });
  await expect(answer).toBeVisible();
  // It is not believed to be corrected while it stands as it was; the words stay.
  await answer.getByLabel('Det er rettet').check();
  await answer.getByLabel(/Skriv til Peter/).fill('Du sagde det på mødet i oktober.');
  await answer.getByRole('button', { name: 'Send svaret' }).click();
  await expect(answer.getByText('Ret eller slet det først. Svar så.')).toBeVisible();
  await nothingWrong(maja, 'an answer at the desk');
  await look('rights', { desk: maja });
  await answer.getByLabel('Det bliver ikke gjort').check();
  await answer.getByRole('button', { name: 'Send svaret' }).click();
  await expect(answer).toHaveCount(0);

  await expect(peter.getByText('Det bliver ikke gjort.')).toBeVisible();
  await expect(peter.getByText('Du sagde det på mødet i oktober.')).toBeVisible();
  await expect(peter.getByText(/klage til Datatilsynet/)).toBeVisible();
  await look('rights', { answered: peter });
  expect(wrong).toEqual([]);
});
