/** "Noget virker ikke": at 10.42 from the phone; seen, mended and confirmed; without net exactly once; help beside it. */
import type { Browser, Page } from '@playwright/test';
import { expect, test, type Installation } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

const DESK = { viewport: { width: 1280, height: 900 } };
const phoneOf = (browser: Browser, installation: Installation) =>
  open(browser, installation, 'peter', { viewport: { width: 390, height: 844 }, hasTouch: true });
const planOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);

/** Lets a push service know of somebody's own phone, as his browser would. */
async function wakes(page: Page, installation: Installation) {
  const keys = await installation.push.subscription();
  const status = await page.evaluate(async ({ endpoint, p256dh, auth }) => {
    const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');
    const answer = await fetch(`/api/v1/push/subscriptions/${id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
      body: JSON.stringify({ endpoint, keys: { p256dh, auth } }),
    });
    return answer.status;
  }, keys);
  expect(status).toBe(200);
  return keys;
}
/** Begins to look for words on a page; the page itself notes when they show. */
const watch = (page: Page, words: string) =>
  page.evaluate((words) => {
    const seen = () => document.body.innerText.includes(words);
    (window as unknown as { shown: Promise<number> }).shown = new Promise((resolve) => {
      const look = new MutationObserver(() => seen() && (look.disconnect(), resolve(Date.now())));
      look.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
  }, words);
const shown = (page: Page) => page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);

test('what does not work at 10.42 is on the desk within a second, mended, and closed by the citizen', async ({
  browser,
  installation,
}) => {
  installation.ahead('1h42m');
  const peter = await phoneOf(browser, installation);
  const wrong = faults(peter);
  const vibeke = await open(browser, installation, 'vibeke', DESK);
  const maja = await open(browser, installation, 'maja', DESK);
  const keys = { vibeke: await wakes(vibeke, installation), maja: await wakes(maja, installation) };
  const plan = await planOf(peter);
  await vibeke.goto(`/bord/${plan}`);
  await expect(vibeke.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeVisible();

  // On the front is one button; on the effort it knows what it is about.
  await peter.goto('/i-dag');
  await peter.getByRole('link', { name: 'Noget virker ikke' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Noget virker ikke' })).toBeVisible();
  await peter.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(peter.getByText('Vælg, hvad der er galt.')).toBeVisible();
  await bothSchemes(peter, 'flag raise');
  await look('flag-raise', { phone: peter });
  // Help in danger stands beside it, and nothing says that somebody comes at once.
  await peter.getByText('Har du brug for hjælp med det samme?', { exact: true }).click();
  await expect(peter.getByRole('link', { name: '112' })).toBeVisible();

  const raise = async (words: string) => {
    await peter.goto('/virker-ikke');
    await peter.getByRole('radio', { name: 'Det gør ondt i kroppen' }).check();
    await peter.getByRole('radio', { name: 'Praktik på Cykelværkstedet Kæden' }).check();
    await peter.getByRole('textbox', { name: 'Med dine egne ord' }).fill(words);
    await watch(vibeke, words);
    const woken = installation.push.received(keys.vibeke).then((said) => ({ said, at: Date.now() }));
    const taken = peter.waitForResponse((r) => r.request().method() === 'PUT' && r.url().includes('/flags/'));
    await peter.getByRole('button', { name: 'Send', exact: true }).click();
    expect((await taken).status()).toBe(200);
    const done = Date.now();
    const push = await woken;
    return { screen: (await shown(vibeke)) - done, push: push.at - done, said: push.said };
  };
  // Within a second; a machine that was busy with other things just then is asked again.
  const first = 'Jeg kan ikke stå ved disken. Knæene gør ondt.';
  let took = await raise(first);
  const flagUrl = /\/virker-ikke\/[\w-]{22}$/;
  for (let n = 2; (took.screen >= 1000 || took.push >= 1000) && n <= 5; n++)
    took = await raise(`Knæene gør stadig ondt, ${n}.`);
  expect(took.screen, 'ms to the screen').toBeLessThan(1000);
  expect(took.push, 'ms to the push').toBeLessThan(1000);
  for (const word of ['Peter', 'Knæ', 'disken', 'Praktik', 'krop']) expect(took.said).not.toContain(word);
  expect(took.said).toContain('noget ikke virker');
  expect(await installation.push.received(keys.maja)).toContain('noget ikke virker');

  // His clock: two working hours from 10.42. Until the desk opens it nobody has seen it.
  await expect(peter.getByText('Vibeke og Maja har fået besked.')).toBeVisible();
  await expect(peter.getByText(/Vibeke ser på det senest kl\. 12[.:]4\d/)).toBeVisible();
  // That something was noticed says nothing of the net.
  await expect(peter.getByText(/Der er ikke net lige nu/)).toHaveCount(0);
  await bothSchemes(peter, 'flag unseen');
  await look('flag-unseen', { phone: peter });

  const card = vibeke.getByRole('article').filter({ hasText: first });
  await expect(card).toContainText('Ingen har set det endnu');
  await bothSchemes(vibeke, 'flag on the plan at the desk');
  await look('flag-plan', { desk: vibeke });
  await card.getByRole('link', { name: 'Åbn og svar' }).click();
  await expect(vibeke).toHaveURL(flagUrl);
  await expect(vibeke.getByText(/^Vibeke har set det kl/)).toBeVisible();
  // The phone hears of it by itself: the page that he stands on, or the one on the front.
  await peter.goto(new URL(vibeke.url()).pathname.replace(/^\/bord\/[^/]+/, ''));
  await expect(peter.getByText(/^Vibeke har set det kl\. 10[.:]4\d/)).toBeVisible();
  await expect(peter.getByText(/^Vibeke svarer senest/)).toBeVisible();

  await vibeke.getByRole('textbox', { name: 'Skriv til Peter' }).fill('Tak, fordi du siger det, Peter.');
  await vibeke.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(peter.getByText('Tak, fordi du siger det, Peter.')).toBeVisible();

  await vibeke.getByRole('button', { name: 'Lav det om, og giv besked' }).click();
  await expect(vibeke.getByText('Skriv, hvad der bliver lavet om.')).toBeVisible();
  await vibeke
    .getByRole('textbox', { name: 'Hvad bliver lavet om?' })
    .fill('Fra i morgen sidder du ned. Samir tager disken.');
  await vibeke.getByRole('textbox', { name: 'Gælder fra' }).fill('25.11.2026');
  await bothSchemes(vibeke, 'flag at the desk');
  await look('flag-page', { desk: vibeke });
  await vibeke.getByRole('button', { name: 'Lav det om, og giv besked' }).click();
  await expect(vibeke.getByText('Vi venter på, at Peter siger, om det hjalp.')).toBeVisible();

  // He is asked, and it is not closed before he says so. That it did not help opens it again.
  await expect(peter.getByRole('heading', { name: 'Hjalp det?' })).toBeVisible();
  await expect(peter.getByText('Fra i morgen sidder du ned. Samir tager disken.').first()).toBeVisible();
  await expect(peter.getByText('Fra onsdag 25. november:')).toBeVisible();
  await bothSchemes(peter, 'flag answered');
  await look('flag-answered', { phone: peter });
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  await peter.getByRole('textbox', { name: 'Hvad er stadig galt?' }).fill('Stolen er for lav.');
  const his = new URL(peter.url()).pathname;
  await peter.getByRole('link', { name: 'Sig noget nyt' }).click();
  await peter.locator(`a[href="${his}"]`).click();
  await expect(peter.getByRole('textbox', { name: 'Hvad er stadig galt?' })).toHaveValue(
    'Stolen er for lav.',
  );
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  await expect(vibeke.getByText(/Peter sagde kl\. .* at det ikke hjalp\./)).toBeVisible();
  await expect(vibeke.getByText('Stolen er for lav.')).toBeVisible();
  await vibeke.getByRole('textbox', { name: 'Hvad bliver lavet om?' }).fill('Du får en højere stol.');
  await vibeke.getByRole('button', { name: 'Lav det om, og giv besked' }).click();
  await expect(peter.getByText('Du får en højere stol.').first()).toBeVisible();
  await peter.getByRole('button', { name: 'Det hjalp', exact: true }).click();
  await expect(peter.getByText('Du har sagt, at det hjalp.')).toBeVisible();
  await expect(vibeke.getByText('Peter har sagt, at det hjalp. Det er lukket.')).toBeVisible();
  await bothSchemes(vibeke, 'flag closed at the desk');
  // What was made otherwise stands on the effort.
  await vibeke.goto(`/bord/${plan}`);
  await expect(vibeke.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeVisible();
  await expect(vibeke.getByRole('article').filter({ hasText: first })).toHaveCount(0);
  await peter.goto('/maal/' + (await goalOf(peter, plan)));
  await expect(peter.getByText(/Du får en højere stol\./)).toBeVisible();
  expect(wrong).toEqual([]);
});

/** A goal that the placement helps with. */
const goalOf = (page: Page, plan: string) =>
  page.evaluate(async (plan) => {
    const { efforts } = (await (await fetch(`/api/v1/plans/${plan}`)).json()) as {
      efforts: { title: string; goals: string[] }[];
    };
    return efforts.find((e) => e.title.startsWith('Praktik'))!.goals[0]!;
  }, plan);

test('without net it is kept, says so, and comes exactly once', async ({ browser, installation }) => {
  const peter = await phoneOf(browser, installation);
  await peter.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await peter.goto('/virker-ikke');
  await expect(peter.getByRole('radio', { name: 'Jeg kan ikke komme frem' })).toBeVisible();
  const plan = await planOf(peter);
  await peter.context().setOffline(true);
  await peter.getByRole('radio', { name: 'Jeg kan ikke komme frem' }).check();
  await peter.getByRole('textbox', { name: 'Med dine egne ord' }).fill('Bussen kører ikke.');
  await peter.getByRole('button', { name: 'Send', exact: true }).click();
  // What was raised has a page of its own, also before it has left.
  await expect(peter).toHaveURL(/\/virker-ikke\/[\w-]{22}$/);
  await expect(peter.getByText('Det er gemt på telefonen.')).toBeVisible();
  await expect(peter.getByText('Bussen kører ikke.')).toBeVisible();
  await look('flag-offline', { phone: peter });
  await peter.context().setOffline(false);
  await expect(peter.getByText(/har fået besked\.$/)).toBeVisible();
  const said = await peter.evaluate(async (plan) => {
    const { flags } = (await (await fetch(`/api/v1/plans/${plan}`)).json()) as {
      flags: { text: string; messages: unknown[] }[];
    };
    return flags.filter((f) => f.text === 'Bussen kører ikke.').map((f) => f.messages.length);
  }, plan);
  expect(said).toEqual([1]);
});

test('an answer about what was changed again meanwhile is asked anew, and its words are kept', async ({
  browser,
  installation,
}) => {
  const peter = await phoneOf(browser, installation);
  const maja = await open(browser, installation, 'maja', DESK);
  await peter.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const plan = await planOf(peter);
  const put = (page: Page, path: string, body: object) =>
    page.evaluate(
      async ([path, body]) => {
        const answer = await fetch(`/api/v1${path}`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
          body,
        });
        return answer.status;
      },
      [path, JSON.stringify(body)] as const,
    );
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const flag = `/plans/${plan}/flags/${id}`;
  expect(await put(peter, flag, { category: 'other', text: 'Jeg sidder dårligt.' })).toBe(200);
  expect(await put(maja, `${flag}/answer`, { text: 'Du får en stol.' })).toBe(200);
  await peter.goto(`/virker-ikke/${id}`);
  await expect(peter.getByText('Du får en stol.')).toBeVisible();
  await peter.context().setOffline(true);
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  await peter.getByRole('textbox', { name: 'Hvad er stadig galt?' }).fill('Stolen er for lav.');
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  await expect(peter.getByText('Det er gemt på telefonen.')).toBeVisible();
  await expect(peter.getByText('Stolen er for lav.')).toBeVisible();
  expect(await put(maja, `${flag}/answer`, { text: 'Du får en højere stol.' })).toBe(200);
  await peter.context().setOffline(false);

  await expect(peter.getByText('Det er nyt, siden du svarede. Hjalp det her?')).toBeVisible();
  await expect(peter.getByText('Du får en højere stol.')).toBeVisible();
  await expect(peter.getByText('“Stolen er for lav.”')).toBeVisible();
  await bothSchemes(peter, 'flag asked anew');
  await look('flag-newer', { phone: peter });
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  const words = peter.getByRole('textbox', { name: 'Hvad er stadig galt?' });
  await expect(words).toHaveValue('Stolen er for lav.');
  await peter.getByRole('button', { name: 'Det hjalp ikke' }).click();
  await expect(peter.getByText('“Stolen er for lav.”')).toHaveCount(0);
  const said = () =>
    peter.evaluate(
      async ([plan, id]) => {
        const { flags } = (await (await fetch(`/api/v1/plans/${plan}`)).json()) as {
          flags: { id: string; messages: { text: string }[]; tried?: { action: { text: string } }[] }[];
        };
        const one = flags.find((f) => f.id === id)!;
        return [...(one.tried ?? []).map((t) => t.action.text), ...one.messages.map((m) => m.text)];
      },
      [plan, id] as const,
    );
  await expect.poll(said).toEqual(['Du får en højere stol.', 'Jeg sidder dårligt.', 'Stolen er for lav.']);
});
