/** "Ring mig op" offers the days on which somebody is at work: not Christmas, and on a Friday until one o'clock. */
import { expect, signIn, test } from './installation';

test('over Christmas no closed day is offered', async ({ page, installation }) => {
  installation.ahead('703h'); // Wednesday 23 December, 16.00: nobody is there any more
  // The server reads its clock once a second.
  await expect
    .poll(
      async () =>
        (await page.request.get(`${installation.url}/api/v1/openapi.json`)).headers()['tavlen-time'],
    )
    .toContain('2026-12-23');
  await signIn(page, installation, 'peter');
  await page.goto(`${installation.url}/ring-mig`);
  const halves = page.getByRole('checkbox');
  await expect(halves).toHaveCount(6);
  for (const day of ['mandag 28. december', 'tirsdag 29. december', 'onsdag 30. december'])
    await expect(page.getByRole('checkbox', { name: new RegExp(day, 'i') })).toHaveCount(2);
});
