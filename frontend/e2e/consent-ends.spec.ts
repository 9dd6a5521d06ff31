/** A consent that stops soon: she is told on the first page, lets it stop or renews it; her consultant sees it in the queue. */
import { randomBytes } from 'node:crypto';
import { expect, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('a yes that stops soon is told, let go, and renewed in the words of today', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', {
    viewport: { width: 320, height: 740 },
    hasTouch: true,
  });
  const wrong = faults(peter);
  await peter.goto('/mine-data');
  await expect(peter.getByRole('heading', { level: 1, name: 'Mine data' })).toBeVisible();
  await expect(peter.getByText('Det stopper snart')).toHaveCount(0);
  // Said anew for sixteen days only.
  await peter.evaluate(async (id) => {
    const me = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } };
    const answer = await fetch(`/api/v1/plans/${me.plan.id}/consents/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': id },
      body: JSON.stringify({ code: 'one_plan', version: 1, until: '2026-12-10' }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }, randomBytes(16).toString('base64url'));
  await peter.goto('/i-dag');
  const told = peter.getByText(
    /Noget, du har sagt ja til, stopper snart\. Det gælder til og med 9\. december/,
  );
  await expect(told).toBeVisible();
  await look('consent-ends', { today: peter });

  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await maja.goto('/bord');
  const row = maja.locator('[data-line]').filter({ hasText: 'Et samtykke gælder til og med 9. december' });
  await expect(row).toBeVisible();
  await expect(
    row.getByRole('link', { name: 'Tal om det, og skriv ned, hvad der bliver sagt ja til' }),
  ).toBeVisible();
  await look('consent-ends', { desk: maja });

  await peter.goto('/mine-data');
  await expect(
    peter
      .getByText('Onsdag 9. december 2026 er sidste dag.')
      .or(peter.getByText(/9\. december.* er sidste dag/))
      .first(),
  ).toBeVisible();
  await bothSchemes(peter, 'a consent that stops soon');
  await look('consent-ends', { mine: peter });
  await peter.getByRole('button', { name: 'Lad det stoppe' }).click();
  await expect(peter.getByText(/Du lader det stoppe\. .*9\. december.* er sidste dag/).first()).toBeVisible();
  await maja.reload();
  await expect(row).toHaveCount(0);
  await peter.goto('/i-dag');
  await expect(peter.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(told).toHaveCount(0);

  await peter.goto('/mine-data');
  await peter.getByRole('button', { name: 'Forny' }).click();
  await expect(peter.getByText('Det gælder så i 12 måneder.')).toBeVisible();
  await nothingWrong(peter, 'renewing a consent');
  await look('consent-ends', { renew: peter });
  await peter.getByRole('button', { name: 'Ja, forny det' }).click();
  await expect(peter.getByText(/Du lader det stoppe/)).toHaveCount(0);
  await expect(peter.getByText(/Gælder til .*23\. november 2027/)).toBeVisible();
  expect(wrong).toEqual([]);
});
