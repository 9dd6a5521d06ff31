/** "Hvem har set min plan?": every reading by another, day by day, on the open page within a second. */
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

test('she sees who has looked, hears of a new one at once, and picks one person', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 320, height: 700 } });
  await peter.goto('/mere');
  await peter.getByRole('link', { name: 'Hvem har set min plan?' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Hvem har set min plan?' })).toBeVisible();
  // What the demo tells of earlier days.
  await expect(peter.getByText('Maja Mønster læste beskeder.').first()).toBeVisible();
  await expect(peter.getByText('Grund: Svar til Peter')).toBeVisible();
  await expect(peter.getByText(/Afløser · Job og indsats/)).toBeVisible();
  await expect(peter.getByText('Undrer du dig?')).toBeVisible();
  await bothSchemes(peter, 'who has looked');

  // Somebody looks while the page is open.
  const lone = await open(browser, installation, 'lone');
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  const seen = peter.getByText(/^Lone \S+ læste planens historie\.$/);
  await expect(seen).toHaveCount(0);
  await lone.evaluate((id) => fetch(`/api/v1/plans/${id}/history?purpose=meeting`), plan);
  await expect(seen).toBeVisible({ timeout: 1000 });
  await expect(peter.getByText('Grund: Forberedelse af et møde').first()).toBeVisible();

  // One person alone.
  await peter
    .getByLabel('Vis', { exact: true })
    .selectOption({ label: 'Jonas Jævnsen, Borgerkonsulent, afløser for Maja' });
  await expect(peter.getByText(/åbnede beskeder\./)).toHaveCount(1);
  await expect(peter.getByText(/læste/)).toHaveCount(0);
  await look('looked', { phone: peter });

  // Without net it says so, and does not show an empty list.
  await peter.getByRole('link', { name: 'Mere' }).click();
  await peter.context().setOffline(true);
  await peter.getByRole('link', { name: 'Hvem har set min plan?' }).click();
  await expect(peter.getByText('Det kan kun ses, når der er net.')).toBeVisible();
  await expect(peter.getByText('Ingen har set din plan endnu.')).toHaveCount(0);
});
