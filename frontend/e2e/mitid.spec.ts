/** Signing in with MitID on a small phone and at the desk through the municipality's provider, by real providers' pages. */
import { randomBytes } from 'node:crypto';
import { expect, test, working } from './installation';
import { nothingWrong } from './judge';
import { look } from './look';
import { approve, vouched, type Vouched } from './providers';

const id = () => randomBytes(16).toString('base64url');
const substantial = 'urn:grn:authn:dk:mitid:substantial';
let v: Vouched;
test.beforeAll(async () => {
  v = await vouched();
});
test.afterAll(() => v.stop());

test('staff and citizen come in through those who vouch for them, and land on their first page', async ({
  browser,
}) => {
  const desk = await (await browser.newContext({ baseURL: v.url })).newPage();
  await desk.goto('/');
  await desk.getByRole('link', { name: 'Ansat? Log ind her' }).click();
  await approve(desk, 'karen');
  await desk.waitForURL('**/bord');
  await expect(desk.getByRole('heading', { level: 1 })).toBeVisible();
  const answer = await desk.evaluate(
    async ([citizen, plan]) => {
      const res = await fetch(`/api/v1/citizens/${citizen}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Nina Ny', cpr: '010190-1234', plan: { id: plan } }),
      });
      return res.status;
    },
    [id(), id()] as const,
  );
  expect(answer).toBeLessThan(300);

  await v.broker.user(
    'nina',
    { uuid: 'uuid-nina', cprNumberIdentifier: '0101901234', name: 'Nina Ny' },
    substantial,
  );
  await v.broker.user('nobody', { uuid: 'uuid-nobody', cprNumberIdentifier: '0202901234' }, substantial);
  await v.broker.user(
    'low',
    { uuid: 'uuid-nina', cprNumberIdentifier: '0101901234' },
    'urn:grn:authn:dk:mitid:low',
  );

  const phone = await browser.newContext({ baseURL: v.url, viewport: { width: 320, height: 640 } });
  const page = await phone.newPage();
  const opened: string[] = [];
  page.on('framenavigated', (frame) => opened.push(frame.url()));
  await page.goto('/');
  const mitid = page.getByRole('link', { name: 'Log ind med MitID' });
  await expect(mitid).toBeVisible();
  await nothingWrong(page, 'the front door with MitID');
  await look('mitid-front', { phone: page });

  // Who is not found, or not surely, or gives up, is told so on the front page, and its address says nothing of it.
  for (const [sub, button, said] of [
    ['nobody', 'Godkend', 'Vi kan ikke finde din plan. Ring til din konsulent.'],
    ['low', 'Godkend', 'Det er ikke sikkert nok. Brug MitID-appen, og prøv igen.'],
    ['nina', 'Afbryd', 'Du stoppede undervejs. Prøv igen, når du vil.'],
  ] as const) {
    await mitid.click();
    await approve(page, sub, button);
    await expect(page.getByText(said)).toBeVisible();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
    if (sub === 'nobody') await look('mitid-unknown', { phone: page });
  }
  await nothingWrong(page, 'the front door that tells what happened');

  await working(page); // from here on the service worker answers for pages, and must let this one through
  await page.reload();
  await mitid.click();
  await look('mitid-provider', { phone: page });
  await approve(page, 'nina');
  await page.waitForURL('**/i-dag');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await look('mitid-in', { phone: page });
  expect(opened.filter((url) => url.startsWith(v.url) && /code=|state=|[?&]iss=/.test(url))).toEqual([]);
  await phone.close();
});
