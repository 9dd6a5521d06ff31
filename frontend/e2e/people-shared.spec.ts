/** Whom Peter let in before there were ticks: the screen starts with what she sees, and saving it takes nothing away. */
import { expect, phone, signIn, test } from './installation';

test('the ticks of a sister from before start with what she sees', async ({ browser, installation }) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  const anette = await (await phone(browser, installation)).newPage();
  await signIn(anette, installation, 'anette');
  await anette.goto('/tavlen');
  await expect(anette.getByText('hvor de regner med mig')).toBeVisible();
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await expect(peter.getByLabel('Alle, der ikke er private')).toBeChecked();
  await expect(peter.getByLabel('Min drøm')).toBeChecked();
  const goals = peter.getByRole('group', { name: 'Mål' }).getByRole('checkbox', { checked: true });
  await expect(goals).not.toHaveCount(0);
  const ticked = await goals.count();
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.locator('.notice-ok')).toHaveText('Gemt. Det gælder nu.');
  await anette.reload();
  await expect(anette.getByText('hvor de regner med mig')).toBeVisible();
  // One tick less takes that one away, and nothing else.
  await peter.getByLabel('Min drøm').uncheck();
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(anette.getByText('hvor de regner med mig')).toHaveCount(0);
  await peter.reload();
  await expect(goals).toHaveCount(ticked);
  await expect(peter.getByLabel('Min drøm')).not.toBeChecked();
});
