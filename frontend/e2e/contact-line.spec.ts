/** Peter and his sister write to each other, and the consultant sees nothing of it; a pause is silent, and a removal is not. */
import { expect, phone, signIn, test } from './installation';
import { stumbles } from './judge';
import { keptNothing } from './kept';

test('two write to each other, until he says no more', async ({ browser, installation }) => {
  const peter = await (await phone(browser, installation)).newPage();
  await signIn(peter, installation, 'peter');
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await expect(peter.getByLabel('Skrive til mig')).toBeChecked();
  await peter.getByRole('link', { name: 'Skriv til Anette' }).click();
  await expect(peter.getByRole('heading', { name: 'Dig og Anette' })).toBeVisible();
  await expect(peter.getByText('I har ikke skrevet endnu.')).toBeVisible();
  await expect(peter.getByText('112')).toHaveCount(1);

  const anette = await (await phone(browser, installation)).newPage();
  await signIn(anette, installation, 'anette');
  await anette.goto('/mine-folk');
  await anette.getByRole('link', { name: 'Skriv til Peter' }).click();
  await anette.getByLabel('Skriv til Peter').fill('Skal jeg komme på lørdag?');
  await anette.getByRole('button', { name: 'Send' }).click();
  await expect(anette.getByRole('log').getByText('Skal jeg komme på lørdag?')).toBeVisible();
  await expect(anette.getByLabel('Skriv til Peter')).toHaveValue('');

  // It comes while he looks, and he answers.
  await expect(peter.getByRole('log').getByText('Skal jeg komme på lørdag?')).toBeVisible();
  expect(await stumbles(peter)).toEqual([]);
  await anette.goto('/mine-folk');
  await expect(anette.getByRole('link', { name: 'Skriv til Peter' })).toBeVisible();
  // Wherever else he is the menu counts what is new, and says no more of it.
  await peter.goto('/i-dag');
  const more = peter.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: /^Mere/ });
  await expect(more).toHaveAccessibleName('Mere');
  await anette.getByRole('link', { name: 'Skriv til Peter' }).click();
  await anette.getByLabel('Skriv til Peter').fill('Jeg tager kage med.');
  await anette.getByRole('button', { name: 'Send' }).click();
  await expect(more).toHaveAccessibleName('Mere , 1 ny besked');
  await anette.goto('/mine-folk');
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Skriv til Anette · 1 ny' }).click();
  await expect(peter.getByRole('log').getByText('Jeg tager kage med.')).toBeVisible();
  await expect(more).toHaveAccessibleName('Mere');
  await peter.getByLabel('Skriv til Anette').fill('Ja, kom bare.');
  await peter.getByRole('button', { name: 'Send' }).click();
  await expect(peter.getByRole('log').getByText('Ja, kom bare.')).toBeVisible();
  await anette.getByRole('link', { name: 'Skriv til Peter · 1 ny' }).click();
  await expect(anette.getByRole('log').getByText('Ja, kom bare.')).toBeVisible();
  expect(await stumbles(anette)).toEqual([]);
  // Among his messages to staff it is not, and his consultant sees no word of it.
  await peter.goto('/beskeder');
  await expect(peter.getByRole('heading', { name: 'Beskeder' })).toBeVisible();
  await expect(peter.locator('.bubble').last()).toBeVisible();
  await expect(peter.getByText('Skal jeg komme på lørdag?')).toHaveCount(0);

  // On pause she can write as ever, and he does not see it.
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await peter.getByRole('button', { name: 'Hold pause' }).click();
  await peter.getByRole('button', { name: 'Ja, hold pause' }).click();
  await expect(peter.getByRole('button', { name: 'Slut med pausen' })).toBeVisible();
  await anette.getByLabel('Skriv til Peter').fill('Hører du mig?');
  await anette.getByRole('button', { name: 'Send' }).click();
  await expect(anette.getByRole('log').getByText('Hører du mig?')).toBeVisible();
  await peter.getByRole('link', { name: 'Læs, hvad du og Anette har skrevet' }).click();
  await expect(peter.getByText('Der kan ikke skrives her nu.')).toBeVisible();
  await expect(peter.getByText('Ja, kom bare.')).toBeVisible();
  await expect(peter.getByText('Hører du mig?')).toHaveCount(0);
  await expect(peter.getByLabel('Skriv til Anette')).toHaveCount(0);

  // He takes the tick away: nothing of it stays on her screen, and her phone has kept nothing.
  await peter.goto('/mine-folk');
  await peter.getByRole('link', { name: 'Vælg, hvad Anette må' }).click();
  await peter.getByRole('button', { name: 'Slut med pausen' }).click();
  await expect(peter.getByRole('button', { name: 'Hold pause' })).toBeVisible();
  await peter.getByLabel('Skrive til mig').uncheck();
  await peter.getByRole('button', { name: 'Gem' }).click();
  await expect(peter.locator('.notice-ok')).toHaveText('Gemt. Det gælder nu.');
  await expect(anette.getByText('Ja, kom bare.')).toHaveCount(0);
  await expect(anette.getByText('Her er ikke noget.')).toBeVisible();
  await keptNothing(anette, ['Prøvesen', 'lørdag', 'Ja, kom bare']);
});
