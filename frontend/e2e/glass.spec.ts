/** Emergency access: a reason, one plan to be read, and the citizen who hears of it within a second. */
import { expect, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

const why = 'Peter skrev, at han ikke kan mere. Maja er på ferie.';

test('a colleague gives a reason, reads one plan, and the citizen sees who, why and until when at once', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 320, height: 700 } });
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  const maja = await open(browser, installation, 'maja');
  const put = await maja.evaluate(async (plan) => {
    const citizen = (await (await fetch(`/api/v1/plans/${plan}`)).json()).citizen.id as string;
    const answer = await fetch(`/api/v1/citizens/${citizen}/cpr`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
      body: JSON.stringify({ cpr: '010279-1234' }),
    });
    return answer.status;
  }, plan);
  expect(put).toBe(204);
  await peter.goto('/hvem-har-set');
  await expect(peter.getByText('Maja Mønster læste beskeder.').first()).toBeVisible();

  const tobias = await open(browser, installation, 'tobias', { viewport: { width: 320, height: 740 } });
  await tobias.getByRole('link', { name: 'Nødadgang' }).click();
  await expect(tobias.getByRole('heading', { level: 1, name: 'Nødadgang til en plan' })).toBeVisible();
  const see = tobias.getByRole('button', { name: 'Se planen' });
  await see.click();
  await expect(tobias.getByLabel('Borgerens hele navn')).toBeFocused();
  await bothSchemes(tobias, 'glass ask empty');
  // By the keyboard alone; a name that nobody has, first.
  await tobias.keyboard.type('Peter Andersen');
  await tobias.keyboard.press('Tab');
  await tobias.keyboard.type('1.2.1979');
  await tobias.getByRole('radio', { name: 'Fare for liv eller helbred' }).focus();
  await tobias.keyboard.press('Space');
  await tobias.keyboard.press('Tab');
  await tobias.keyboard.type('For kort');
  await tobias.keyboard.press('Tab');
  await tobias.keyboard.press('Enter');
  await expect(tobias.getByText('Skriv mindst 15 tegn.', { exact: true })).toBeVisible();
  await tobias.getByLabel('Skriv, hvorfor du må se planen').fill(why);
  await see.click();
  await expect(tobias.getByText('Vi kan ikke finde borgeren. Tjek navn og fødselsdag.')).toBeVisible();
  await bothSchemes(tobias, 'glass ask');
  await look('glass-ask', { desk: tobias });
  await tobias.getByLabel('Borgerens hele navn').fill('Peter Prøvesen');
  await see.press('Enter');
  // The open phone says so within a second of the plan being seen.
  const broke = peter.getByText(/^Tobias \S+ åbnede din plan uden at arbejde med dig\.$/);
  await expect(tobias.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeVisible();
  await expect(broke).toBeVisible({ timeout: 1000 });
  await expect(peter.getByText(`Grund: Fare for liv eller helbred: ${why}`).first()).toBeVisible();
  await expect(peter.getByText(/^Kunne læse indtil: /).first()).toBeVisible();
  await bothSchemes(peter, 'glass told');
  await look('glass-told', { phone: peter });

  await expect(tobias.getByText(/^Du ser planen til /)).toBeVisible();
  await expect(tobias.getByText('Seneste beskeder mellem borger og konsulent')).toBeVisible();
  for (const secret of ['Lone', 'Rusmiddel']) await expect(tobias.getByText(secret)).toHaveCount(0);
  await expect(tobias.getByRole('textbox')).toHaveCount(0);
  await bothSchemes(tobias, 'glass plan');
  await look('glass-plan', { desk: tobias });

  // His own way to the plan is as closed as before, and it is in no list of his.
  await tobias.goto(`/bord/${plan}`);
  await expect(tobias.getByText('Prøvesen')).toHaveCount(0);
  await tobias.goto('/bord');
  await expect(tobias.getByRole('link', { name: 'Sofie Skitse' }).first()).toBeVisible();
  await expect(tobias.getByText('Peter Prøvesen')).toHaveCount(0);

  // Her consultant is told, too.
  await maja.getByRole('link', { name: 'Nødadgang' }).click();
  await expect(maja.getByRole('heading', { name: /^Tobias .* så Peters plan$/ })).toBeVisible();
  await bothSchemes(maja, 'glass looks');
  await look('glass-looks', { desk: maja });

  // When the time is out nothing of it is left on a page that stands open.
  await tobias.goBack();
  await tobias.goBack();
  await expect(tobias.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeVisible();
  installation.ahead('61m');
  // The server's clock is read once a second.
  await expect(async () => {
    await tobias.reload();
    await expect(tobias.getByRole('heading', { level: 1, name: 'Tiden er gået' })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await expect(tobias.getByText('Prøvesen')).toHaveCount(0);
  await bothSchemes(tobias, 'glass over');
});
