/** What a meeting's page says when something went on behind the citizen's back, and that no way leads nowhere. */
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation';
import { look } from './look';

const newId = () => randomBytes(16).toString('base64url');

interface Meeting {
  id: string;
  title?: string;
  start: string;
  status: string;
}

/** Somebody's own browser, with the server's answers at hand. */
async function person(browser: Browser, installation: Installation, who: string, more: object = {}) {
  const context = await browser.newContext({ baseURL: installation.url, ...more });
  const page = await context.newPage();
  await signIn(page, installation, who);
  const put = (path: string, body: object, rev?: string): Promise<void> =>
    page.evaluate(
      async ([path, body, key, rev]) => {
        const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
        const answer = await fetch(`/api/v1${path}`, {
          method: 'PUT',
          headers: { ...headers, 'Tavlen-Client': '1', ...(rev && { 'If-Match': rev }) },
          body,
        });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      },
      [path, JSON.stringify(body), newId(), rev ? `"${rev}"` : ''] as const,
    );
  return { context, page, put };
}
const myPlan = async (page: Page) =>
  page.evaluate(async () => {
    const me = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } };
    const plan = (await (await fetch(`/api/v1/plans/${me.plan.id}`)).json()) as {
      rev: string;
      meetings: Meeting[];
    };
    return { id: me.plan.id, rev: plan.rev, meetings: plan.meetings };
  });

test('a meeting that was called off while he had no net ends his answer with words, and nothing to try again', async ({
  browser,
  installation,
}) => {
  const peter = await person(browser, installation, 'peter');
  const maja = await person(browser, installation, 'maja');
  const { page, context } = peter;
  const plan = await myPlan(page);
  const meeting = plan.meetings.find((m) => m.title === 'Jobsamtale med Maja' && m.status === 'planned')!;
  await page.goto(`/moeder/${meeting.id}`);
  await page.getByRole('link', { name: 'Jeg kan ikke komme' }).click();
  await page.getByLabel('Jeg er syg').check();
  await page.getByLabel('Med dine egne ord').fill('Jeg har feber.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Send til Maja' }).click();
  await expect(page.getByText('Venter på net. Haster det')).toBeVisible();
  await maja.put(`/plans/${plan.id}/meetings/${meeting.id}/cancellation`, { why: 'Jeg er på kursus.' });

  await context.setOffline(false);
  const said = page.locator('.notice').filter({ hasText: 'Dit svar blev ikke sendt' });
  await expect(said).toContainText('Mødet er aflyst.');
  await expect(said).toContainText('“Jeg kan ikke komme. Jeg har feber.”');
  // The page knows as soon as the answer does.
  await expect(page.getByText('Der er ikke net lige nu')).toHaveCount(0);
  await expect(page.getByText('Jeg er på kursus.')).toBeVisible();
  await expect(page.getByText('Du har sagt, at du ikke kan komme.')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Prøv igen' })).toHaveCount(0);
  await said.getByRole('button', { name: 'Det er set' }).click();
  await expect(said).toHaveCount(0);
  // Today's page says which meeting is off, and why, once.
  await page.goto('/i-dag');
  const off = page.getByRole('article').filter({ hasText: 'Mødet er aflyst: Jobsamtale med Maja.' });
  await expect(off.getByText('Jeg er på kursus.')).toHaveCount(1);
  await expect(page.getByText('Status: Aflyst')).toHaveCount(0);

  // The form of a meeting that is off says so, and leads back.
  await page.goto(`/moeder/${meeting.id}/afbud`);
  await expect(page.getByText('Mødet er aflyst')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Send til/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Til mødet' }).last().click();
  await expect(page).toHaveURL(new RegExp(`/moeder/${meeting.id}$`));
  await context.close();
  await maja.context.close();
});

test('words that were refused are mended where they lie, and go', async ({ browser, installation }) => {
  const { page, context } = await person(browser, installation, 'peter');
  let refused = 0;
  await page.route(/\/messages\/[\w-]{22}$/, (route) =>
    refused++
      ? route.continue()
      : route.fulfill({
          status: 422,
          contentType: 'application/problem+json',
          json: { status: 422, code: 'invalid', title: 'x', detail: 'Skriv det kortere.' },
        }),
  );
  await page.goto('/beskeder');
  await page.getByRole('textbox', { name: /^Skriv til/ }).fill('Det er alt for langt.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'Det her kunne ikke sendes.' });
  await notice.getByRole('button', { name: 'Ret', exact: true }).click();
  await expect(notice.getByLabel('Dine ord')).toHaveValue('Det er alt for langt.');
  await notice.getByLabel('Dine ord').fill('Det er kort.');
  await notice.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.locator('.bubble').filter({ hasText: 'Det er kort.' })).toBeVisible();
  await expect(page.getByText('Det er alt for langt.')).toHaveCount(0);
  await context.close();
});

test('back from an absence that was sent is the page before, and never the same form once more', async ({
  browser,
  installation,
}) => {
  const { page, context } = await person(browser, installation, 'peter');
  const plan = await myPlan(page);
  const meeting = plan.meetings.find((m) => m.title === 'Hvad så nu? Tavlemøde')!;
  await page.getByRole('link', { name: 'Møder', exact: true }).click();
  await page.getByRole('link', { name: meeting.title! }).click();
  // A second tap lands on the same link before the page has changed.
  await page
    .getByRole('link', { name: 'Jeg kan ikke komme' })
    .evaluate((link: HTMLElement) => (link.click(), link.click()));
  await page.getByLabel('Jeg er syg').check();
  await page.getByRole('button', { name: 'Send til Maja' }).click();
  await expect(page.getByText('Du har sagt, at du ikke kan komme.')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/moeder$/);
  // Forward leads to what became of it, not to an empty form.
  await page.goForward();
  await expect(page.getByText('Du har sagt, at du ikke kan komme.')).toBeVisible();
  await page.goto(`/moeder/${meeting.id}/afbud`);
  await expect(page).toHaveURL(new RegExp(`/moeder/${meeting.id}$`));
  await context.close();
});

test('a walk from nowhere is warned of at the desk, and he reads whom to ask', async ({
  browser,
  installation,
}) => {
  const peter = await person(browser, installation, 'peter');
  const maja = await person(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await myPlan(peter.page);
  const meeting = plan.meetings.find((m) => m.title === 'Hvad så nu? Tavlemøde')!;
  const { page } = maja;
  await page.goto(`/bord/${plan.id}/moede/${meeting.id}`);
  await page.getByLabel('Sådan mødes I').selectOption('Gåtur');
  await page.getByLabel('Hvorfor', { exact: true }).fill('Peter vil hellere gå.');
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  const warning = page.locator('.notice').filter({ hasText: 'Læs' });
  await expect(warning).toContainText('Stedet er det samme som før');
  for (const label of ['Stedets navn', 'Adresse', 'Find vej']) await page.getByLabel(label).fill('');
  await expect(warning).toHaveCount(0);
  await page.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(warning).toContainText('Der står ikke, hvor turen begynder.');
  await page.getByRole('button', { name: /alligevel/ }).click();
  await expect(warning).toHaveCount(0);

  await peter.page.goto(`/moeder/${meeting.id}`);
  await expect(peter.page.getByText('Det er ikke aftalt, hvor I mødes.')).toBeVisible();
  await peter.page.getByRole('link', { name: 'Spørg Maja' }).click();
  await expect(peter.page).toHaveURL(/\/beskeder$/);
  await peter.context.close();
  await maja.context.close();
});

test('a warning is gone when the day it was about is mended', async ({ browser, installation }) => {
  const { page, context } = await person(browser, installation, 'maja', {
    viewport: { width: 1280, height: 900 },
  });
  await page
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  await page.getByRole('link', { name: 'Flere møder på én gang' }).click();
  await page.getByLabel('Navn', { exact: true }).fill('Opfølgning');
  await page.getByLabel('Dag', { exact: true }).fill('20.11.2026');
  await page.getByLabel('Fra kl.').fill('14.30');
  await page.getByLabel('Hvor mange gange').fill('2');
  await page.getByLabel('Hvorfor', { exact: true }).fill('Vi følger op.');
  await page.getByRole('button', { name: 'Book 2 møder' }).click();
  const warning = page.locator('.notice').filter({ hasText: 'Tidspunktet er allerede gået.' });
  await expect(warning).toBeVisible();
  await page.getByLabel('Dag', { exact: true }).fill('27.11.2026');
  await expect(warning).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Book 2 møder' })).toBeVisible();
  await context.close();
});

test('Kalle reads that it is he who fetches, and who asks to be fetched by one who drives has his answer', async ({
  browser,
  installation,
}) => {
  const peter = await person(browser, installation, 'peter');
  const kalle = await person(browser, installation, 'kalle');
  await kalle.page.goto('/moeder');
  await expect(kalle.page.getByText('Du henter Peter kl. 12.20.')).toBeVisible();
  await expect(kalle.page.locator('dd', { hasText: /^dig$/ })).toBeVisible();
  await expect(kalle.page.getByText('Kalle Kammeratsen')).toHaveCount(0);
  await kalle.page.getByRole('button', { name: 'Jeg kører' }).click();
  await expect(kalle.page.getByText('Peter kan se dit svar.')).toBeVisible();

  await peter.page.goto('/moeder');
  await peter.page.getByRole('link', { name: /Sygehus: Kontrol af knæ/ }).click();
  await expect(peter.page.getByText('Kører. Henter dig kl. 12.20.')).toBeVisible();
  await peter.page.getByRole('button', { name: 'Hent mig gerne' }).click();
  await peter.page.getByRole('button', { name: /^Send til/ }).click();
  await expect(peter.page.getByText('Kalle siger ja.')).toBeVisible();
  await peter.page.getByRole('link', { name: 'I dag' }).click();
  await expect(peter.page.getByText(/Du vil gerne hentes/)).toHaveCount(0);

  // Kalle goes: the meeting says so before Peter stands at the roadside.
  await peter.page.goBack();
  await expect(peter.page.getByText('Kalle siger ja.')).toBeVisible();
  await kalle.page.goto('/mine-folk');
  await kalle.page.getByRole('button', { name: 'Jeg vil ikke være med mere' }).click();
  await kalle.page.getByRole('button', { name: 'Ja, jeg går' }).click();
  await expect(peter.page.getByText(/^Den, der skulle køre dig, kører ikke mere\./)).toBeVisible();
  await expect(peter.page.getByText('Kalle siger ja.')).toHaveCount(0);
  await look('ride-gone', { peter: peter.page });
  await peter.context.close();
  await kalle.context.close();
});

test('what is to come says the way it will go, and promises no phone that is not switched on', async ({
  browser,
  installation,
}) => {
  const { page, context } = await person(browser, installation, 'birthe');
  await page.goto('/paamindelser');
  await expect(page.getByRole('heading', { name: 'Det kommer' })).toBeVisible();
  const coming = page.locator('.card').filter({ hasText: 'Det kommer' });
  await expect(coming.getByText(/Vi kan ikke nå dig|nogen ringer til dig/).first()).toBeVisible();
  await expect(coming.getByText('på telefonen')).toHaveCount(0);
  await context.close();
});
