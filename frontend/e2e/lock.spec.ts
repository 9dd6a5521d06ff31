/**
 * T01: somebody else holds the open phone. The app asks for a code, keeps nothing on the page or at rest that opens
 * without it, and empties itself after ten wrong ones.
 */
import type { Browser, Page } from '@playwright/test';
import { anchor, atRest, expect, type Installation, test, working } from './installation';
import * as judge from './judge';
import { CODE, locked, lockIt, turn, typeCode } from './locked';
import { look } from './look';

/** Words of the case. The demo's note and the lock's own words are none. */
const PLAN = /Peter|Maja|Tivoli|Lone|Kæden|værksted|jobcenter/i;

async function peterLocked(browser: Browser, installation: Installation): Promise<Page> {
  const page = await judge.open(browser, installation, 'peter');
  await working(page);
  await lockIt(page);
  return page;
}
/** Every name and text that a screen reader can come to. */
async function heard(page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  return nodes.map((node) => `${node.name?.value ?? ''} ${node.value?.value ?? ''}`).join('\n');
}
async function nothingOfThePlan(page: Page): Promise<void> {
  await locked(page);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toMatch(PLAN);
  expect(await heard(page)).not.toMatch(PLAN);
  expect(await page.title()).toBe('Tavlen');
}
/** What opens with the keys as they lie in the database. */
const opensAsItLies = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('tavlen'));
    const all = (name: string) => done(db.transaction(name).objectStore(name).getAll()) as Promise<unknown[]>;
    const keys = (await all('keys')).flatMap((record) =>
      Object.values(record as object).filter((value): value is CryptoKey => value instanceof CryptoKey),
    );
    type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };
    const records = (await all('sealed')) as Sealed[];
    let opened = '';
    for (const { iv, data } of records)
      for (const key of keys)
        opened += await crypto.subtle
          .decrypt({ name: 'AES-GCM', iv }, key, data)
          .then((plain) => new TextDecoder().decode(plain))
          .catch(() => '');
    db.close();
    return { keys: keys.length, records: records.length, opened };
  });
const cachedFiles = (page: Page) =>
  page.evaluate(async () => {
    let files = 0;
    for (const name of await caches.keys()) files += (await (await caches.open(name)).keys()).length;
    return files;
  });

test('asked for at a cold start, without net too, and nothing at rest opens without it', async ({
  browser,
  installation,
}) => {
  const page = await judge.open(browser, installation, 'peter');
  await working(page);
  await page.goto('/beskeder');
  await page.getByLabel(/^Skriv til /).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel(/^Skriv til /).fill('Skrevet før låsen');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('.bubble').filter({ hasText: 'Skrevet før låsen' })).toContainText(
    'Venter på net',
  );
  await page.context().setOffline(false);
  await expect(page.locator('.bubble').filter({ hasText: 'Skrevet før låsen' })).toContainText('Sendt');
  // The one key there is opens it all, before the lock.
  const before = await opensAsItLies(page);
  expect(before.opened).toMatch(/Tivoli/);
  await lockIt(page);
  const after = await opensAsItLies(page);
  expect(after).toEqual({ keys: 0, records: after.records, opened: '' });
  expect(after.records).toBeGreaterThanOrEqual(2);

  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/tavlen');
  await nothingOfThePlan(page);
  await judge.bothSchemes(page, 'locked');
  expect(asked.filter((path) => path.startsWith('/api/v1/plans') || path.endsWith('/stream'))).toEqual([]);
  await page.context().setOffline(true);
  await page.reload();
  await nothingOfThePlan(page);
  await typeCode(page, '111222');
  await expect(page.getByRole('alert')).toHaveText('Koden er forkert. Du har 9 forsøg tilbage.');
  await typeCode(page, CODE);
  await expect(page.getByText('hvor de regner med mig')).toBeVisible();
  // What is written while it is locked with a code survives, and so does what waits.
  await page.getByRole('link', { name: 'Beskeder' }).click();
  await page.getByLabel(/^Skriv til /).fill('Skrevet uden net');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const mine = page.locator('.bubble').filter({ hasText: 'Skrevet uden net' });
  await expect(mine).toContainText('Venter på net');
  await page.reload();
  await locked(page);
  await typeCode(page, CODE);
  await expect(mine).toContainText('Venter på net');
  await page.context().setOffline(false);
  await expect(mine).toContainText('Sendt');
});

test('who takes the mark away is asked all the same', async ({ browser, installation }) => {
  const page = await peterLocked(browser, installation);
  await page.evaluate(() => localStorage.removeItem('tavlen-mark-lock'));
  await page.reload();
  await locked(page);
});

for (const how of ['awake', 'asleep'] as const)
  test(`after 121 s in the background, ${how}, nothing of the plan is on the page, and what was written is not lost`, async ({
    browser,
    installation,
  }) => {
    const page = await judge.open(browser, installation, 'peter');
    await working(page);
    await page.clock.install();
    await lockIt(page);
    await page.getByRole('link', { name: 'Tavlen', exact: true }).click();
    await judge.ready(page);
    await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).click();
    const field = page.getByRole('dialog').getByLabel('Hvad vil du gerne?');
    await field.fill('Passe en have');
    // Less than two minutes is no long time.
    await turn(page, 'hidden');
    await expect(page.locator('html')).toHaveCSS('visibility', 'hidden');
    await page.clock.fastForward(60_000);
    await turn(page, 'visible');
    await expect(field).toBeVisible();
    await turn(page, 'hidden');
    if (how === 'awake') {
      // In the background already, where nobody sees it.
      await page.clock.fastForward(121_000);
      await expect(page.locator('#app')).toHaveCount(0);
      await turn(page, 'visible');
    } else {
      // A phone that sleeps runs no timers: it finds out when it is woken.
      const now = await page.evaluate(() => Date.now());
      await page.clock.setSystemTime(now + 121_000);
      await turn(page, 'visible');
    }
    await nothingOfThePlan(page);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('Passe en have');
    // No stream tells a locked page anything.
    await expect.poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(0);
    await typeCode(page, CODE);
    await expect(field).toHaveValue('Passe en have');
    // The sheet is over the page again, not beside it.
    expect(await page.evaluate(() => document.querySelector('dialog[open]')?.matches(':modal'))).toBe(true);
    await expect
      .poll(() => page.evaluate(async () => (await navigator.locks.query()).held?.map((lock) => lock.name)))
      .toContain('tavlen-live');
  });

test('a tab beside the locked app reads nothing of the plan', async ({ browser, installation }) => {
  const page = await peterLocked(browser, installation);
  const { plan } = (await (await page.request.get('/api/v1/me')).json()) as { plan: { id: string } };
  await page.reload();
  await locked(page);
  const tab = await page.context().newPage();
  for (const at of ['/me', `/plans/${plan.id}`, `/plans/${plan.id}/history`, '/stream']) {
    const answer = await tab.goto(`/api/v1${at}`);
    expect(answer?.status(), at).toBe(403);
    const shown = await tab.locator('body').innerText();
    expect(shown, at).not.toMatch(PLAN);
    expect(shown).toContain('Det her kan kun læses inde i Tavlen. Åbn Tavlen.');
  }
  // A link on a page of ours, in a new tab, is the same.
  await tab.goto('/was');
  await tab.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/api/v1/me';
    document.body.replaceChildren(link);
    link.textContent = 'mig';
  });
  await tab.getByRole('link', { name: 'mig' }).click();
  await expect(tab.locator('body')).toContainText('not_a_page');
  await locked(page);
});

for (const net of [true, false])
  test(`ten wrong codes empty the phone and end the session, with${net ? '' : 'out'} net`, async ({
    browser,
    installation,
  }) => {
    const page = await peterLocked(browser, installation);
    const cookies = await page.context().cookies();
    /** What the token still opens for somebody who has a copy of it. */
    const tokenOpens = async () => {
      const thief = await browser.newContext({ baseURL: installation.url });
      await thief.addCookies(cookies);
      const { status, code } = await thief.request.get('/api/v1/me').then(async (answer) => ({
        status: answer.status(),
        code: ((await answer.json()) as { code?: string }).code,
      }));
      await thief.close();
      return { status, code };
    };
    expect((await tokenOpens()).status).toBe(200);
    await page.reload();
    await locked(page);
    if (!net) await page.context().setOffline(true);
    for (let left = 9; left >= 1; left--) {
      // Closing the app wins no further try.
      if (left === 5) {
        await page.reload();
        await locked(page);
      }
      await typeCode(page, '111222');
      await expect(page.getByRole('alert')).toHaveText(`Koden er forkert. Du har ${left} forsøg tilbage.`);
    }
    await typeCode(page, '111222');
    await expect(page.getByRole('heading', { name: 'Telefonen er tømt' })).toBeVisible();
    expect(await atRest(page)).toEqual([]);
    expect(await cachedFiles(page)).toBe(0);
    expect(
      await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)),
    ).toBe(0);
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => /mark-(user|lock)$/.test(key))),
    ).toEqual([]);
    if (!net) {
      expect((await tokenOpens()).status).toBe(200);
      await page.context().setOffline(false);
    }
    await page.getByRole('button', { name: 'Skriv en ny kode' }).click();
    await expect(page.getByLabel('Din kode')).toBeVisible();
    await expect.poll(tokenOpens).toEqual({ status: 401, code: 'session_ended' });
  });

test('the code is chosen, changed and taken off with the code only; a forgotten one means starting anew', async ({
  browser,
  installation,
}) => {
  const page = await judge.open(browser, installation, 'peter', { viewport: { width: 320, height: 700 } });
  await page.goto('/mere');
  await page.getByRole('button', { name: 'Lås appen' }).click();
  await judge.bothSchemes(page, 'mere-lock');
  const put = async (code: string, again: string) => {
    await page.getByLabel('Ny kode med 6 tal').fill(code);
    await page.getByLabel('Skriv den nye kode igen').fill(again);
    await page.getByRole('button', { name: 'Lås med den kode' }).click();
  };
  for (const plain of ['123456', '000000', '121212', '987654', '123123']) {
    await put(plain, plain);
    await expect(page.getByText('Den kode er for let at gætte. Vælg en anden.')).toBeVisible();
  }
  await put(CODE, '730419');
  await expect(page.getByText('De to koder er ikke ens.')).toBeVisible();
  await put(CODE, CODE);
  await expect(page.getByText('Appen er låst fra nu af.').first()).toBeVisible();

  await page.getByRole('button', { name: 'Skift kode' }).click();
  await page.getByLabel('Koden, du har nu').fill('999111');
  await page.getByLabel('Ny kode med 6 tal').fill('264019');
  await page.getByLabel('Skriv den nye kode igen').fill('264019');
  await page.getByRole('button', { name: 'Skift kode' }).click();
  await expect(page.getByText('Koden er forkert. Du har 9 forsøg tilbage.')).toBeVisible();
  await page.getByLabel('Koden, du har nu').fill(CODE);
  await page.getByRole('button', { name: 'Skift kode' }).click();
  await expect(page.getByText('Koden er skiftet.').first()).toBeVisible();
  await page.reload();
  await locked(page);
  await judge.bothSchemes(page, 'locked-320');
  await typeCode(page, CODE);
  await expect(page.getByRole('alert')).toContainText('Du har 9 forsøg tilbage.');
  for (const digit of '2640199') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Lås op' }).click();
  await judge.ready(page);

  await page.getByRole('button', { name: 'Fjern låsen' }).click();
  await page.getByLabel('Koden, du har nu').fill('264019');
  await page.getByRole('button', { name: 'Fjern låsen' }).click();
  await expect(page.getByText('Låsen er fjernet.').first()).toBeVisible();
  await page.goto('/i-dag');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/, Peter$/);

  await lockIt(page);
  await page.reload();
  await page.getByRole('button', { name: 'Jeg har glemt koden' }).click();
  await judge.bothSchemes(page, 'forgot');
  await page.getByRole('button', { name: 'Slet alt på telefonen' }).click();
  await expect(page.getByRole('heading', { name: 'Telefonen er tømt' })).toBeVisible();
  expect(await atRest(page)).toEqual([]);
});

test('the lock and the question whether it is her take one code', async ({ browser, installation }) => {
  const page = await peterLocked(browser, installation);
  installation.ahead('20m');
  const now = async () => Date.parse((await page.request.get('/healthz')).headers()['tavlen-time'] ?? '');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + 20 * 60_000);
  const checks: number[] = [];
  page.on('response', (r) => {
    if (r.url().endsWith('/session/pin/check')) checks.push(r.status());
  });
  await page.goto('/mere');
  // The server counts what is wrong, too.
  await typeCode(page, '264019');
  await expect(page.getByText(/Du har 9 forsøg tilbage/)).toBeVisible();
  await expect.poll(() => checks).toEqual([422]);
  await typeCode(page, CODE);
  await expect.poll(() => checks).toEqual([422, 204]);
  await expect(page.getByText('Det er den kode, der låser appen.')).toBeVisible();
  // Who has just opened the lock is not asked again.
  await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
  await page.getByLabel('Koden, du har nu').fill(CODE);
  await page.getByLabel('Ny kode med 6 tal').fill('592741');
  await page.getByLabel('Skriv den nye kode igen').fill('592741');
  await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
  await expect(page.getByText('Koden er skiftet.').first()).toBeVisible();
  installation.ahead('40m');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + 40 * 60_000);
  // Later the question takes the code that the lock has now.
  const asked = page.waitForResponse((r) => r.url().endsWith('/session/pin/check'));
  await page.reload();
  await typeCode(page, '592741');
  expect((await asked).status()).toBe(204);
});

test('a code whose answer was lost ends as one code', async ({ browser, installation }) => {
  const page = await peterLocked(browser, installation);
  await page.goto('/mere');
  await typeCode(page, CODE);
  let losing = 1;
  await page.route('**/session/pin', async (route) => {
    if (route.request().method() !== 'PUT' || losing-- <= 0) return route.continue();
    await route.fetch(); // the server has it
    await route.abort();
  });
  const changeTo = async (from: string, to: string) => {
    await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
    await page.getByLabel('Koden, du har nu').fill(from);
    await page.getByLabel('Ny kode med 6 tal').fill(to);
    await page.getByLabel('Skriv den nye kode igen').fill(to);
    await page.getByRole('button', { name: 'Skift kode', exact: true }).click();
  };
  const opensWith = async (code: string, status: number) => {
    const asked = page.waitForResponse((r) => r.url().endsWith('/session/pin/check'));
    await page.reload();
    await typeCode(page, code);
    expect((await asked).status()).toBe(status);
  };
  // It is sent again.
  await changeTo(CODE, '592741');
  await expect(page.getByText('Koden er skiftet.').first()).toBeVisible();
  await opensWith('592741', 204);
  // No answer arrives at all: it is said that nobody knows, and the lock opens as before.
  losing = 99;
  await changeTo('592741', '640192');
  const unsure = page.getByText(/Vi ved ikke, om koden er gemt/);
  await expect(unsure).toBeVisible();
  await look('lock-unsure', { phone: page });
  await opensWith('592741', 422);
  await expect(unsure).toBeVisible();
  losing = 0;
  await changeTo('592741', '640192');
  await expect(page.getByText('Koden er skiftet.').first()).toBeVisible();
  await expect(unsure).toHaveCount(0);
  await opensWith('640192', 204);
});

test('who signed in anew has the code of her lock for a PIN again, once it is typed', async ({
  browser,
  installation,
}) => {
  const page = await peterLocked(browser, installation);
  const hasPin = async () =>
    ((await (await page.request.get('/api/v1/passkeys')).json()) as { pin: boolean }).pin;
  expect(await hasPin()).toBe(true);
  const signInAnew = async () => {
    const answer = await page.request.post('/api/v1/session', {
      data: { code: installation.links.peter!.split('/').at(-1) },
      headers: { Origin: installation.url },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    expect(await hasPin()).toBe(false);
  };
  await signInAnew();
  await page.reload();
  await locked(page);
  const checked = page.waitForResponse((r) => r.url().endsWith('/session/pin/check'));
  await typeCode(page, '264019');
  await expect(page.getByText(/Du har 9 forsøg tilbage/)).toBeVisible();
  expect((await checked).status()).toBe(422);
  expect(await hasPin()).toBe(false);
  await typeCode(page, CODE);
  await expect.poll(hasPin).toBe(true);

  // Nobody is asked whether it is her for this: where the sign-in was long ago, it stays as it is.
  await signInAnew();
  installation.ahead('2h'); // the file's other tests moved it before
  const now = async () => Date.parse((await page.request.get('/healthz')).headers()['tavlen-time'] ?? '');
  await expect.poll(now).toBeGreaterThanOrEqual(Date.parse(anchor) + 120 * 60_000);
  await page.reload();
  await locked(page);
  const looked = page.waitForResponse((r) => r.url().endsWith('/api/v1/me'));
  await typeCode(page, CODE);
  await looked;
  await judge.ready(page);
  expect(await hasPin()).toBe(false);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('another PIN than the code of the lock never counts the right code as wrong', async ({
  browser,
  installation,
}) => {
  const page = await peterLocked(browser, installation);
  const headers = { Origin: installation.url };
  const anew = { code: installation.links.peter!.split('/').at(-1) };
  expect((await page.request.post('/api/v1/session', { data: anew, headers })).ok()).toBe(true);
  const put = await page.request.put('/api/v1/session/pin', { data: { pin: '264019' }, headers });
  expect(put.ok(), await put.text()).toBe(true);
  const asked: string[] = [];
  page.on('response', (r) => {
    if (/\/(session\/pin\/check|passkeys)$/.test(r.url()))
      asked.push(`${r.url().split('/').at(-1)} ${r.status()}`);
  });
  for (let i = 0; i < 3; i++) {
    await page.reload();
    await locked(page);
    await typeCode(page, CODE);
    // The settings ask for the keys, too: those that count are asked for after the check.
    await expect.poll(() => asked.join(', ')).toMatch(/check 422.*passkeys 200/);
    await judge.ready(page);
  }
  expect(asked.filter((what) => what.startsWith('check'))).toEqual(['check 422']);
});
