/** The work queue: who waits, the loudest first, dealt with from where it stands, live, with a finger and with the keys. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { keys, touch } from './hands';
import { expect, test } from './installation';
import { bothSchemes, faults, open } from './judge';
import { look } from './look';

test.use({ actionTimeout: 15_000 });
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const desk = { viewport: { width: 1280, height: 900 } };

const lines = (page: Page) => page.locator('[data-line]');
const line = (page: Page, text: string | RegExp) => lines(page).filter({ hasText: text });
const gap = /dage uden forløb eller møde/;

test('a desk is played through by keyboard, and other desks see it without a reload', async ({
  browser,
  installation,
}) => {
  const tobias = await open(browser, installation, 'tobias', desk);
  const wrong = faults(tobias);
  const second = await open(browser, installation, 'tobias', phone);
  const tove = await open(browser, installation, 'leder', phone);

  // Tove is told by name, rule and since when; nothing of what was written, and no plan to open.
  await expect(line(tove, 'Der er ikke svaret endnu')).toContainText('Tobias Trinvis');
  await expect(line(tove, 'Der er ikke svaret endnu')).toContainText('Der er ingen afløser');
  await expect(lines(tove).getByRole('link', { name: /^(?!Nødadgang til planen$)/ })).toHaveCount(0);
  await expect(tove.getByRole('listitem').filter({ hasText: 'Maja Mønster' })).toContainText(
    '1 borger, højst 15',
  );
  await bothSchemes(tove, 'queue lead phone');

  await expect(lines(tobias)).toHaveCount(5);
  await expect(lines(tobias).first()).toContainText('Haster');
  await expect(tobias.getByRole('link', { name: /Mit bord ?, 1 haster/ })).toBeVisible();
  await bothSchemes(tobias, 'queue desk');
  await bothSchemes(second, 'queue phone');
  await look('queue', { desk: tobias, phone: second, lead: tove });

  // The keys go from line to line; they stop at both ends.
  const answer = lines(tobias).first().getByRole('link', { name: 'Svar på beskeden' });
  await tobias.getByRole('heading', { name: 'Det venter på dig' }).focus();
  await tobias.keyboard.press('Tab');
  await expect(answer).toBeFocused();
  await tobias.keyboard.press('k');
  await expect(answer).toBeFocused();
  for (const key of ['j', 'ArrowDown', 'j', 'j', 'j']) await tobias.keyboard.press(key);
  await expect(line(tobias, gap).getByRole('link', { name: 'Aftal noget på dagene' })).toBeFocused();

  // It may stay as it is: not without a word, and the word is the citizen's to read.
  const settle = line(tobias, gap).getByRole('button', { name: 'Sig, at det er fint, som det er' });
  await keys.press(settle);
  const why = tobias.getByRole('textbox', { name: 'Hvad har I talt om?' });
  await expect(why).toBeFocused();
  await keys.press(tobias.getByRole('button', { name: 'Gem, og lad det være' }));
  await expect(tobias.getByText('Skriv et par ord.')).toBeVisible();
  await keys.write(why, 'Sofie vil gerne have fri i julen. Jaja.');
  await bothSchemes(tobias, 'queue settle');
  await keys.press(tobias.getByRole('button', { name: 'Gem, og lad det være' }));
  await expect(line(tobias, gap)).toHaveCount(0);
  await expect(lines(tobias)).toHaveCount(4);
  // The line is gone; the keyboard stands in the one that is last now.
  await expect(lines(tobias).last().getByRole('link').first()).toBeFocused();
  await expect(line(second, gap)).toHaveCount(0);

  // The answer itself: the line leads to the conversation, and the written word ends what nobody answered, also for Tove.
  for (const key of ['k', 'k', 'ArrowUp']) await tobias.keyboard.press(key);
  await expect(answer).toBeFocused();
  await tobias.keyboard.press('Enter');
  await keys.write(tobias.getByRole('textbox', { name: /Skriv til Sofie/ }), 'Hvad skete der?');
  await keys.press(tobias.getByRole('button', { name: /^Send/ }));
  await expect(lines(tove)).toHaveCount(0);
  await expect(tove.getByText('Intet er nået op til dig')).toBeVisible();
  await expect(line(second, 'Der er ikke svaret endnu')).toHaveCount(0);
  await keys.press(tobias.getByRole('link', { name: 'Mit bord' }));
  await expect(lines(tobias)).toHaveCount(1);

  // What she writes comes to both desks by itself.
  const sofie = await open(browser, installation, 'sofie', phone);
  await sofie.goto('/beskeder');
  await sofie.getByRole('textbox', { name: /Skriv til/ }).fill('Bussen kom ikke');
  await sofie.getByRole('button', { name: 'Send' }).click();
  await expect(line(tobias, 'Har skrevet 1 besked.')).toBeVisible();
  await expect(line(second, 'Har skrevet 1 besked.')).toBeVisible();
  expect(wrong).toEqual([]);
});

test('at a workplace: the call is noted in two taps, and the line is gone', async ({
  browser,
  installation,
}) => {
  // Twenty days on nobody has spoken with Sofie since; the clock is read once a second, so the session begins after it.
  installation.ahead('480h');
  const tobias = await open(browser, installation, 'tobias', phone);
  const silence = line(tobias, 'siden sidste kontakt');
  await expect(async () => {
    await tobias.goto('/bord');
    await expect(silence).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await touch.press(silence.getByRole('button', { name: 'Skriv opkaldet ned' }));
  const reached = silence.getByRole('button', { name: 'Fik fat i', exact: true });
  await expect(reached).toBeFocused();
  await bothSchemes(tobias, 'queue call');
  await look('queue-call', { phone: tobias });
  await touch.press(reached);
  await expect(silence).toHaveCount(0);
});

test('the meeting about what comes next is booked from the line, and his phone says it no more', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', phone);
  // He reads what lacks in words of his own, and whom of the municipality was told when.
  const watched = peter
    .getByRole('listitem')
    .filter({ hasText: 'Lone og du mangler at aftale, hvad der sker efter 17. december.' });
  await expect(watched).toContainText(/Fik besked: .*Lone /);
  await expect(peter.getByText('Det holder vi øje med')).toBeVisible();
  await bothSchemes(peter, 'watched phone');
  const lone = await open(browser, installation, 'lone', desk);
  const ends = line(lone, 'Samtaler om alkohol');
  await keys.press(ends.getByRole('link', { name: 'Book et møde, før det slutter' }));
  await expect(lone.getByText(/Mødet er om, hvad der så skal ske/)).toBeVisible();
  await bothSchemes(lone, 'end meeting');
  await lone.getByLabel('Navn', { exact: true }).fill('Hvad så nu?');
  await lone.getByLabel('Dag', { exact: true }).fill('16.12.2026');
  await lone.getByLabel('Fra kl.').fill('10');
  await expect(lone.getByLabel('Til kl.')).toHaveValue('10.45');
  await lone.getByLabel('Stedets navn').fill('Rådhuset');
  await lone.getByLabel('Hvorfor', { exact: true }).fill('Vi skal aftale, hvad der så skal ske.');
  const save = lone.getByRole('button', { name: 'Gem' });
  const plan = lone.getByRole('heading', { level: 1, name: 'Peter Prøvesen' });
  await expect(async () => {
    // What speaks against the time is said once; the next press saves it as it stands.
    if (await save.isVisible()) await save.click();
    await expect(plan).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await lone.getByRole('link', { name: 'Mit bord' }).click();
  await expect(lone.getByRole('heading', { name: 'Det venter på dig' })).toBeVisible();
  await expect(ends).toHaveCount(0);
  await expect(watched).toHaveCount(0);
  await expect(peter.getByText('Det holder vi øje med')).toBeVisible();
});

test('three hundred citizens on one desk, and none', async ({ browser, installation }) => {
  const maja = await open(browser, installation, 'maja', desk);
  // The server's time, which this day's words go by.
  const now = Date.parse(
    await maja.evaluate(async () => (await fetch('/api/v1/me')).headers.get('Tavlen-Time') ?? ''),
  );
  const citizen = (n: number) => ({
    id: `c${n}`,
    name: `Borger Nummer ${n}`,
    preferred_name: 'Borger',
    plan: { id: `p${n}`, title: '', rev: 'r', status: 'active' },
    relation: 'consultant',
    waiting: [],
    unread_messages: 0,
    unanswered_changes: 0,
    can_push: true,
    ...(n && {
      last_contact: { at: new Date(now - n * 864e5).toISOString(), how: 'call' },
      alert: { rule: 'silence', level: n % 2 ? 'red' : 'amber', text: 'Der er gået 30 dage.' },
    }),
  });
  const many = Array.from({ length: 300 }, (_, n) => citizen(n));
  const alerts = many.flatMap(({ id, name, preferred_name, plan }) =>
    ['silence', 'gap_in_days', 'agreement_overdue'].map((rule) => ({
      key: `${rule}|${plan.id}`,
      rule,
      level: rule === 'silence' ? 'red' : 'amber',
      since: '2026-11-20T00:00:00Z',
      text: 'Der er gået 30 dage siden sidste kontakt.',
      told: [],
      ends: [{ code: 'contact_citizen', text: 'Skriv, ring eller mødes.' }],
      citizen: { id, name, preferred_name },
      plan: plan.id,
    })),
  );
  await maja.route('**/api/v1/citizens', (route) =>
    route.fulfill({ json: { citizens: many, total: 300, waiting_total: 0 } }),
  );
  await maja.route('**/api/v1/me/queue', (route) =>
    route.fulfill({ json: { alerts, total: alerts.length } }),
  );
  await maja.goto('/bord');
  await expect(maja.getByText('900 ting venter. 300 haster.')).toBeVisible();
  await expect(lines(maja)).toHaveCount(20);
  expect(await maja.locator('*').count()).toBeLessThan(3000);
  await keys.press(maja.getByRole('button', { name: 'Vis 20 til' }));
  await expect(lines(maja)).toHaveCount(40);
  await expect(lines(maja).nth(20).getByRole('link').first()).toBeFocused();
  const cards = maja.getByRole('region', { name: 'Mine borgere' }).getByRole('article');
  await expect(cards).toHaveCount(30);
  // What is loudest in words, and when somebody last was in touch; of one there is nothing to tell.
  const card = (n: number) =>
    cards.filter({ has: maja.getByRole('link', { name: `Borger Nummer ${n}`, exact: true }) });
  await expect(card(0)).toContainText('Ingen kontakt endnu');
  await expect(card(0)).not.toContainText('Haster');
  await expect(card(10)).toContainText('Husk: Der er gået 30 dage.');
  await expect(card(10)).toContainText('Sidste kontakt: for 10 dage siden');
  await expect(card(11)).toContainText('Haster: Der er gået 30 dage.');
  await keys.press(maja.getByRole('button', { name: 'Vis 30 borgere til' }));
  await expect(cards).toHaveCount(60);
  await expect(cards.nth(30).getByRole('link')).toBeFocused();
  await bothSchemes(maja, 'citizens 300');
  await maja.getByRole('searchbox', { name: 'Find en borger' }).fill('nummer 299');
  await expect(cards).toHaveCount(1);
  await bothSchemes(maja, 'queue 300');

  await maja.unroute('**/api/v1/citizens');
  await maja.unroute('**/api/v1/me/queue');
  await maja.route('**/api/v1/citizens', (route) =>
    route.fulfill({ json: { citizens: [], total: 0, waiting_total: 0 } }),
  );
  await maja.route('**/api/v1/me/queue', (route) => route.fulfill({ json: { alerts: [], total: 0 } }));
  await maja.goto('/bord');
  await expect(maja.getByText('Ingen venter på dig')).toBeVisible();
  await expect(maja.getByText('Du har ingen borgere lige nu')).toBeVisible();
  await bothSchemes(maja, 'queue none');
  await look('queue-none', { desk: maja });
});

test('a lead reads figures, of which those of a few are hidden, and takes them along', async ({
  browser,
  installation,
}) => {
  const tove = await open(browser, installation, 'leder', desk);
  const wrong = faults(tove);
  await tove.getByRole('link', { name: 'Tal for dit team' }).press('Enter');
  await expect(tove.getByRole('heading', { level: 1, name: 'Tal for dit team' })).toBeVisible();
  await expect(tove.getByText('Tallene viser ikke personer.')).toBeVisible();
  const of = (name: string) => tove.getByRole('region', { name }).getByRole('row');
  // Four citizens are fewer than five.
  await expect(of('Borgere og konsulenter').filter({ hasText: /^Borgere\s/ })).toContainText('skjult');
  await expect(of('Borgere og konsulenter').filter({ hasText: /^Konsulenter\s/ })).toContainText(/\d/);
  await expect(of('Timer med løn om året').filter({ hasText: 'Efter planen' })).toContainText(/skjult|–/);
  await bothSchemes(tove, 'figures desk');

  const chosen = tove.getByRole('combobox', { name: 'Kvartal' });
  const before = await chosen.locator('option').nth(1).innerText();
  await chosen.selectOption({ label: before });
  await expect(tove.getByRole('heading', { name: `Det skete i ${before}` })).toBeVisible();
  const [file] = await Promise.all([
    tove.waitForEvent('download'),
    tove.getByRole('button', { name: 'Hent som regneark' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^tal-\d{4}-\d\d-\d{4}-\d\d\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toMatch(/^\uFEFFTabel;Tal;Kvartal;;/);
  expect(text).toContain(before);

  await tove.setViewportSize({ width: 390, height: 844 });
  await bothSchemes(tove, 'figures phone');
  await look('figures', { page: tove });
  expect(wrong).toEqual([]);
});
