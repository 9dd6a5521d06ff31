/**
 * Meetings at the desk: booked several at once over a warning, an absence that comes in by the stream and is answered
 * with a walk, a request for today answered with a meeting, a summary with an agreement, and the call list.
 */
import { randomBytes } from 'node:crypto';
import type { Browser, Locator, Page } from '@playwright/test';
import { expect, test, type Installation } from './installation';
import { bothSchemes, faults, nothingWrong, open, ready } from './judge';

const newId = () => randomBytes(16).toString('base64url');

interface Plan {
  plan: { id: string };
  meetings: {
    id: string;
    title?: string;
    start: string;
    form: string;
    status: string;
    series?: string;
    absence?: { answer?: string; moved_to?: string };
  }[];
  meeting_requests: { id: string; status: string; meeting?: string }[];
  agreements: { text: string; made_at?: string }[];
}

/** Somebody's own browser, with the server's answers at hand. */
async function person(browser: Browser, installation: Installation, who: string, more: object = {}) {
  const page = await open(browser, installation, who, { viewport: { width: 1280, height: 900 }, ...more });
  const ask = (method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> =>
    page.evaluate(
      async ([method, path, body, key]) => {
        const answer = await fetch(`/api/v1${path}`, {
          method,
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
          ...(body && { body }),
        });
        return { status: answer.status, body: await answer.json() };
      },
      [method, path, body && JSON.stringify(body), newId()] as const,
    );
  const put = async (path: string, body: object) => {
    const answer = await ask('PUT', path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const me = (await ask('GET', '/me')).body as { plan?: { id: string } };
  const plan = async (id = me.plan?.id) => (await ask('GET', `/plans/${id}`)).body as Plan;
  return { page, ask, put, plan };
}
async function openPeter(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Peter Prøvesen' }).waitFor();
}
const meetingOf = (plan: Plan, title: string) =>
  plan.meetings.find((m) => m.title === title && m.status === 'planned')!;

/** Loads a page again until something stands on it, or does not: what the server's clock brings comes by itself later. */
async function loadedUntil(page: Page, path: string, what: Locator, times: number): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await ready(page);
    await expect(what).toHaveCount(times, { timeout: 2000 });
  }).toPass({ timeout: 90_000 });
}
test('a series is booked over a warning, and stands on the citizen’s plan as one', async ({
  browser,
  installation,
}) => {
  const maja = await person(browser, installation, 'maja');
  const { page } = maja;
  await openPeter(page);
  await page.getByRole('link', { name: 'Flere møder på én gang' }).click();
  await page.getByRole('button', { name: /^Book/ }).click();
  await expect(page.getByText('Skriv hvorfor. Borgeren skal kunne forstå det.')).toBeVisible();
  await page.getByLabel('Navn', { exact: true }).fill('Samtale om jul');
  // The clock is that of a follow-up that is booked already.
  await page.getByLabel('Dag', { exact: true }).fill('1.12.2026');
  await page.getByLabel('Fra kl.').fill('11.30');
  await expect(page.getByLabel('Til kl.')).toHaveValue('12.15');
  await page.getByLabel('Gentages').selectOption('Hver uge');
  await page.getByLabel('Hvor mange gange').fill('3');
  await expect(page.getByText('Det bliver 3 møder:')).toBeVisible();
  await page.getByLabel('Hvorfor', { exact: true }).fill('Vi holder fast i planen hen over julen.');
  await page.getByRole('button', { name: 'Book 3 møder' }).click();
  const warning = page.locator('.notice').filter({ hasText: 'ting først' });
  await expect(warning).toContainText('tirsdag 1. december');
  await nothingWrong(page, 'desk booking warned');
  await page.getByRole('button', { name: 'Book alligevel' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Peter Prøvesen');
  await expect(page.getByRole('link', { name: 'Samtale om jul' }).first()).toBeVisible();

  const peter = await person(browser, installation, 'peter');
  const booked = (await peter.plan()).meetings.filter((m) => m.title === 'Samtale om jul');
  expect(booked.map((m) => new Date(m.start).toISOString())).toEqual([
    '2026-12-01T10:30:00.000Z',
    '2026-12-08T10:30:00.000Z',
    '2026-12-15T10:30:00.000Z',
  ]);
  expect(new Set(booked.map((m) => m.series)).size).toBe(1);

  // Called off with why: it is no longer among those to come.
  await page.getByRole('link', { name: 'Samtale om jul' }).first().click();
  await page.getByRole('button', { name: 'Aflys' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Aflys mødet' }).click();
  await expect(dialog.getByText('Skriv hvorfor.')).toBeVisible();
  await dialog.getByLabel('Hvorfor').fill('Jeg er på kursus.');
  await dialog.getByRole('button', { name: 'Aflys mødet' }).click();
  await expect(page.getByText('“Jeg er på kursus.”')).toBeVisible();
  expect((await peter.plan()).meetings.find((m) => m.id === booked[0]!.id)!.status).toBe('cancelled');
});

test('an absence comes in by itself, and is answered with a walk at another time', async ({
  browser,
  installation,
}) => {
  const peter = await person(browser, installation, 'peter');
  const before = await peter.plan();
  const id = before.plan.id;
  const meeting = meetingOf(before, 'Jobsamtale med Maja');
  const maja = await person(browser, installation, 'maja');
  const { page } = maja;
  await openPeter(page);
  await expect(page.getByRole('region', { name: /kan ikke komme/ })).toHaveCount(0);

  await peter.put(`/plans/${id}/meetings/${meeting.id}/answer`, {
    answer: 'no',
    reason: 'overwhelmed',
    text: 'Der er for mange mennesker derinde.',
    wants: 'walk',
  });
  const card = page.getByRole('region', { name: /Peter kan ikke komme til “Jobsamtale med Maja”/ });
  await expect(card).toBeVisible();
  await expect(page.locator('#desk-news')).toContainText('Peter kan ikke komme til et møde');
  await expect(card).toContainText('Kan ikke overskue det i dag');
  await expect(card).toContainText('“Der er for mange mennesker derinde.”');
  await expect(card).toContainText('Peter vil hellere gå en tur');
  await expect(card).toContainText(/Svar senest kl\. \d+/);
  await nothingWrong(page, 'desk absence');
  await page.locator('#desk-news').getByRole('button', { name: 'Vis' }).click();

  await card.getByRole('button', { name: 'Send' }).click();
  await expect(card.getByText('Skriv et svar.')).toBeVisible();
  await card
    .getByRole('textbox', { name: 'Svar Peter' })
    .fill('Tak, fordi du siger det. Vi går en tur i stedet.');
  await expect(card.getByRole('radio', { name: /Flyt mødet/ })).toBeChecked();
  await expect(card.getByLabel('Sådan mødes I')).toHaveValue('walk');
  await card.getByLabel('Dag', { exact: true }).fill('10.12.2026');
  await card.getByLabel('Fra kl.').fill('10');
  await expect(card.getByLabel('Til kl.')).toHaveValue('10.45');
  await card.getByLabel('Stedets navn').fill('Søen i Prøveparken');
  await card.getByRole('button', { name: 'Send' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  const after = await peter.plan();
  const old = after.meetings.find((m) => m.id === meeting.id)!;
  expect(old.absence?.answer).toBe('Tak, fordi du siger det. Vi går en tur i stedet.');
  expect(old.status).toBe('moved');
  const walk = after.meetings.find((m) => m.id === old.absence?.moved_to)!;
  expect([walk.form, walk.status, new Date(walk.start).toISOString()]).toEqual([
    'walk',
    'planned',
    '2026-12-10T09:00:00.000Z',
  ]);
});

test('a request for today stands before everything, and a yes books the meeting', async ({
  browser,
  installation,
}) => {
  const peter = await person(browser, installation, 'peter');
  const id = (await peter.plan()).plan.id;
  const maja = await person(browser, installation, 'maja', { viewport: { width: 390, height: 844 } });
  const { page } = maja;
  await page.goto('/bord');
  const request = newId();
  await peter.put(`/plans/${id}/requests/${request}`, {
    when: 'today',
    words: 'Jeg har ikke sovet. Kan jeg komme forbi?',
    form: 'walk',
    pick_up: true,
  });
  const line = page.getByRole('region', { name: 'Mine borgere' }).getByRole('article').first();
  await expect(line).toContainText('Peter spørger: Kan jeg komme i dag?');
  await expect(line).toContainText('Haster');
  await openPeter(page);
  const card = page.getByRole('region', { name: /Peter spørger: Kan jeg komme med i dag\?/ });
  await expect(card).toContainText('Jeg har ikke sovet. Kan jeg komme forbi?');
  await expect(card).toContainText('Peter vil gerne hentes');
  await nothingWrong(page, 'desk request');
  await card.getByLabel('Fra kl.').fill('9.30');
  await card.getByLabel('Sted, I har brugt før').selectOption('Søen i Prøveparken');
  await card.getByRole('button', { name: 'Sig ja, og book' }).click();
  await expect(card.getByText('Skriv eller vælg noget her.')).toBeVisible();
  await card.getByLabel('Hentes kl.').fill('ni');
  await card.getByRole('button', { name: 'Sig ja, og book' }).click();
  await expect(card.getByText('Det er ikke et klokkeslæt')).toBeVisible();
  await card.getByLabel('Hentes kl.').fill('9.15');
  await card.getByRole('button', { name: 'Sig ja, og book' }).click();
  // He is at the workshop on Tuesdays: that is said once, and she books all the same.
  await expect(card).toContainText('Praktik på Cykelværkstedet Kæden');
  await card.getByRole('button', { name: 'Book alligevel' }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Møde med Maja', exact: true })).toBeVisible();

  const after = await peter.plan();
  const answered = after.meeting_requests.find((r) => r.id === request)!;
  expect(answered.status).toBe('yes');
  const made = after.meetings.find((m) => m.id === answered.meeting)!;
  expect([made.form, new Date(made.start).toISOString()]).toEqual(['walk', '2026-11-24T08:30:00.000Z']);

  // It was held: three lines, and what was agreed comes onto the board.
  installation.ahead('2h');
  const write = page.getByRole('button', { name: 'Skriv tre linjer' });
  await loadedUntil(page, `/bord/${id}/moeder/${made.id}`, write, 1);
  await write.click();
  await page
    .getByRole('textbox', { name: 'Det talte vi om' })
    .fill('Vi gik en tur.\nSøvnen er dårlig.\nVi prøver en fast sengetid.\nOg mere.');
  await page.getByRole('button', { name: 'Send til Peter' }).click();
  await expect(page.getByText('Højst tre linjer.')).toBeVisible();
  await page
    .getByRole('textbox', { name: 'Det talte vi om' })
    .fill('Vi gik en tur.\nSøvnen er dårlig.\nVi prøver en fast sengetid.');
  await page.getByRole('button', { name: 'Tilføj en aftale fra mødet' }).click();
  await page.getByLabel('Aftale', { exact: true }).fill('Maja ringer tirsdag morgen.');
  await nothingWrong(page, 'desk summary');
  await page.getByRole('button', { name: 'Send til Peter' }).click();
  await expect(page.getByText('Peter har ikke sagt, om det er rigtigt, endnu')).toBeVisible();
  expect((await peter.plan()).agreements.find((a) => a.text === 'Maja ringer tirsdag morgen.')?.made_at).toBe(
    made.id,
  );

  await peter.put(`/plans/${id}/meetings/${made.id}/summary/answer`, {
    status: 'corrected',
    text: 'Det var dig, der sagde sengetid.',
  });
  await expect(page.getByText('“Det var dig, der sagde sengetid.”').first()).toBeVisible();
  await nothingWrong(page, 'desk corrected');
});

test('whom nothing else reaches stands on the call list until the call is ended', async ({
  browser,
  installation,
}) => {
  const maja = await person(browser, installation, 'maja');
  const { page } = maja;
  await openPeter(page);
  await page.getByRole('link', { name: 'Nyt møde' }).click();
  await page.getByLabel('Navn', { exact: true }).fill('Samtale om penge');
  await page.getByLabel('Dag', { exact: true }).fill('27.11.2026');
  await page.getByLabel('Fra kl.').fill('13');
  await expect(page.getByLabel('Til kl.')).toHaveValue('13.45');
  await page.getByLabel('Stedets navn').fill('Jobcentret');
  await page.getByLabel('Borgeren har pligt til at komme').check();
  // The municipality's own text, with her name in it.
  await expect(page.getByLabel('Tekst om pligten')).toHaveValue(/Du har pligt til at komme .* Maja/);
  await page.getByLabel('Hvorfor', { exact: true }).fill('Vi skal se på dine penge.');
  await page.getByRole('button', { name: 'Gem' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Peter Prøvesen');

  // He has no phone that can be woken, and the demo has no SMS: somebody must ring.
  const row = page.getByRole('article').filter({ hasText: 'Beskeden om et nyt møde' });
  await loadedUntil(page, '/bord/ringeliste', row, 1);
  await expect(row).toContainText('fredag 27. november kl. 13');
  await expect(page.getByRole('banner').getByRole('link', { name: /Ringeliste.*ringes op/ })).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await nothingWrong(page, `desk call list ${scheme} ${width}`);
    }
  }
  await row.getByLabel('Note (kan være tom)').fill('Han kommer.');
  await row.getByRole('button', { name: 'Fik fat i' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Ringeliste' }).waitFor();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(row).toHaveCount(0);
});

for (const width of [390, 1280]) {
  test(`the desk’s rooms of meetings are accessible, ${width} px wide`, async ({ browser, installation }) => {
    const peter = await person(browser, installation, 'peter');
    const before = await peter.plan();
    const id = before.plan.id;
    const knee = meetingOf(before, 'Sygehus: Kontrol af knæ');
    await peter.put(`/plans/${id}/meetings/${knee.id}/answer`, {
      pick_up: true,
      pick_up_words: 'Kalle kan ikke alligevel.',
    });
    const next = meetingOf(before, 'Hvad så nu? Tavlemøde');
    const anette = await person(browser, installation, 'anette');
    await anette.put(`/plans/${id}/meetings/${next.id}/along`, { answer: 'cannot' });
    const maja = await person(browser, installation, 'maja', {
      viewport: { width, height: 900 },
    });
    const { page } = maja;
    const problems = faults(page);
    const where = (room: string) => `desk ${room} ${width}`;
    await bothSchemes(page, where('citizens'));
    await openPeter(page);
    await expect(page.getByRole('region', { name: /vil gerne hentes/ })).toBeVisible();
    await expect(page.getByRole('region', { name: /Anette .* kan ikke følge med/ })).toBeVisible();
    await page.getByRole('button', { name: 'Opkald' }).click();
    await bothSchemes(page, where('plan'));
    await page.getByRole('button', { name: 'Fik ikke fat i' }).click();
    await expect(page.getByText('Opkald: fik ikke fat i').first()).toBeVisible();
    await page.goto(`/bord/${id}/moeder/${next.id}`);
    await expect(page.getByText(/Anette .* kan ikke følge med/)).toBeVisible();
    await bothSchemes(page, where('meeting'));
    await page.getByRole('button', { name: 'Aflys' }).click();
    await bothSchemes(page, where('cancel'));
    await page.goto(`/bord/${id}/moede/${next.id}`);
    await page.getByLabel('Sådan mødes I').selectOption('Video');
    await page.getByLabel('Adresse til videomødet').fill('http://usikker.example');
    await page.getByLabel('Der er brug for tolk').check();
    await page.getByRole('button', { name: 'Gem' }).click();
    await expect(page.getByText('Skriv hele adressen.')).toBeVisible();
    await bothSchemes(page, where('form'));
    await page.goto(`/bord/${id}/moeder/flere`);
    await page.getByLabel('En dag med tre korte samtaler').check();
    await page.getByLabel('Den første begynder kl.').fill('10');
    await page.getByRole('button', { name: /^Book/ }).click();
    await expect(page.getByText('Skriv eller vælg noget her.').first()).toBeVisible();
    await bothSchemes(page, where('assessment'));
    await page.goto('/bord/ringeliste');
    await page.getByRole('heading', { level: 1, name: 'Ringeliste' }).waitFor();
    await bothSchemes(page, where('calls'));
    expect(problems).toEqual([]);
  });
}
