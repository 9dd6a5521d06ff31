/** Meetings as the citizen and his people have them: answered, moved, asked for, gone along to; and what was promised. */
import type { Page } from '@playwright/test';
import { keys } from './hands';
import { atRest, expect, test, working } from './installation';
import { bothSchemes, faults, open, ready } from './judge';

const shots = process.env.TAVLEN_SHOTS;

interface Meeting {
  id: string;
  title?: string;
  start: string;
  end: string;
  status: string;
}
interface Plan {
  rev: string;
  plan: { id: string };
  meetings: Meeting[];
  meeting_requests?: { id: string; status: string }[];
}

/** A person's own way to the server, past the screens: what stands in for somebody else's page. */
const call = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method,
        headers: {
          'Tavlen-Client': '1',
          ...(body !== null && {
            'Content-Type': 'application/json',
            'Idempotency-Key': btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
              .replaceAll('+', '-')
              .replaceAll('/', '_')
              .replaceAll('=', ''),
          }),
        },
        ...(body !== null && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text ? JSON.parse(text) : undefined;
    },
    [method, path, body ?? null] as const,
  ) as Promise<T>;

/** Peter's plan as his consultant gets it. */
async function asMaja(page: Page): Promise<Plan> {
  const { citizens } = await call<{ citizens: { preferred_name: string; plan: { id: string } }[] }>(
    page,
    'GET',
    '/citizens',
  );
  return call<Plan>(page, 'GET', `/plans/${citizens.find((c) => c.preferred_name === 'Peter')!.plan.id}`);
}
const dayMonth = (at: Date) =>
  new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', day: 'numeric', month: 'long' }).format(
    at,
  );
/** A day and a time of day as they are typed. */
const typed = (at: Date, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('da-DK', { timeZone: 'Europe/Copenhagen', ...how }).format(at);
const typedDay = (at: Date) => typed(at, { day: 'numeric', month: 'numeric', year: 'numeric' });
const typedTime = (at: Date) => typed(at, { hour: '2-digit', minute: '2-digit' });

test('he would rather walk: his consultant hears it at once and answers at her desk, and a friend drives', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', { hasTouch: true });
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await maja
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  await maja.getByRole('heading', { level: 1, name: 'Peter Prøvesen' }).waitFor();
  const reminders = async () => {
    await peter.getByRole('link', { name: 'Påmindelser' }).tap();
    await peter.getByRole('button', { name: /^Vis alle/ }).tap();
  };
  const old = peter.getByText(/Om mødet tirsdag 8. december kl. 13\b/);
  const walk = peter.getByText(/Om mødet torsdag 10. december kl. 10\b/);
  await peter.getByRole('link', { name: 'Møder', exact: true }).tap();
  await reminders();
  await expect(old.first()).toBeVisible();
  await expect(walk).toHaveCount(0);

  await test.step('he cannot come', async () => {
    await peter.getByRole('link', { name: 'Alle møder' }).tap();
    await peter.getByRole('link', { name: 'Jobsamtale med Maja' }).tap();
    await peter.getByRole('link', { name: 'Jeg kan ikke komme' }).tap();
    await peter.getByLabel('Jeg kan ikke overskue det i dag').tap();
    await peter.getByLabel('Med dine egne ord').fill('Kontoret er for meget for mig.');
    await peter.getByLabel('Jeg vil gerne gå en tur i stedet').tap();
    await peter.getByRole('button', { name: 'Send til Maja' }).tap();
    await expect(peter.getByText('Du har sagt, at du ikke kan komme.')).toBeVisible();
    await expect(peter.getByText('Maja har ikke svaret endnu').first()).toBeVisible();
  });

  await test.step('she sees it without doing anything, and moves the meeting', async () => {
    const card = maja.getByRole('region', { name: /Peter kan ikke komme til “Jobsamtale med Maja”/ });
    await expect(card).toContainText('“Kontoret er for meget for mig.”');
    await expect(card).toContainText('Peter vil hellere gå en tur');
    await expect(maja.locator('#desk-news')).toContainText('Peter kan ikke komme til et møde');
    await card.getByRole('textbox', { name: 'Svar Peter' }).fill('Så går vi en tur.');
    await card.getByLabel('Dag', { exact: true }).fill('10.12.2026');
    await card.getByLabel('Fra kl.').fill('10');
    await expect(card.getByLabel('Til kl.')).toHaveValue('10.45');
    await card.getByLabel('Stedets navn').fill('Søen i Prøveparken');
    if (shots) await maja.screenshot({ path: `${shots}/desk-absence.png`, fullPage: true });
    await card.getByRole('button', { name: 'Send' }).click();
    await expect(card).toHaveCount(0);
  });

  await test.step('he reads the answer, and is reminded of the walk instead', async () => {
    await expect(peter.getByText('Så går vi en tur.')).toBeVisible();
    await peter.getByRole('link', { name: /Mødet er flyttet til torsdag 10. december kl. 10/ }).tap();
    await expect(peter.getByText('Søen i Prøveparken')).toBeVisible();
    await reminders();
    await expect(walk.first()).toBeVisible();
    await expect(old).toHaveCount(0);
    await peter.getByRole('link', { name: 'Alle møder' }).tap();
  });

  await test.step('he asks a friend along, and to be fetched', async () => {
    await peter.getByRole('link', { name: /^Torsdag 10. december kl. 10\b/ }).tap();
    await peter.getByLabel('Kalle Kammeratsen').tap();
    await expect(peter.getByText('Er spurgt. Har ikke svaret endnu.')).toBeVisible();
    await peter.getByRole('button', { name: 'Hent mig gerne' }).tap();
    await peter.getByRole('button', { name: /^Send til/ }).tap();
    await expect(peter.getByText('Du har bedt om at blive hentet.')).toBeVisible();
  });

  await test.step('who drives sees time, place and pick-up, and nothing of what it is about', async () => {
    const kalle = await open(browser, installation, 'kalle', { hasTouch: true });
    await kalle.getByRole('link', { name: 'Møder', exact: true }).tap();
    await kalle.getByRole('link', { name: /^Torsdag 10. december kl. 10\b/ }).tap();
    await expect(kalle.getByText('Søen i Prøveparken')).toBeVisible();
    await expect(kalle.getByText('Peter vil gerne hentes.')).toBeVisible();
    for (const word of [/jobsamtale/i, 'Kontoret er for meget', 'Så går vi en tur', 'Hvorfor'])
      await expect(kalle.getByText(word)).toHaveCount(0);
    if (shots) await kalle.screenshot({ path: `${shots}/friend.png`, fullPage: true });
    await kalle.getByRole('button', { name: 'Jeg kører' }).tap();
    await expect(kalle.getByText('Du har sagt, at du kører. Peter kan se dit svar.')).toBeVisible();
    await expect(peter.getByText('Kalle siger ja.')).toBeVisible();
  });
  await expect(maja.getByRole('region', { name: /vil gerne hentes/ })).toHaveCount(0);
});

test('he is ill and would rather talk on the phone; of the times proposed he takes one, by keyboard alone', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  const maja = await open(browser, installation, 'maja');
  const plan = await asMaja(maja);
  const meeting = plan.meetings.find((m) => m.title === 'Hvad så nu? Tavlemøde')!;
  const was = new Date(meeting.start);
  const next = new Date(was.getTime() + 86_400_000);

  await keys.press(peter.getByRole('link', { name: 'Møder', exact: true }));
  await keys.press(peter.getByRole('link', { name: 'Påmindelser' }));
  await keys.press(peter.getByRole('button', { name: /^Vis alle/ }));
  await expect(peter.getByText(`Om mødet tirsdag ${dayMonth(was)}`).first()).toBeVisible();

  await keys.press(peter.getByRole('link', { name: 'Alle møder' }));
  await keys.press(peter.getByRole('link', { name: 'Hvad så nu? Tavlemøde' }));
  await keys.press(peter.getByRole('link', { name: 'Jeg kan ikke komme' }));
  await expect(peter.getByText('Mødet er ikke flyttet endnu.')).toBeVisible();
  await expect(peter.getByText('Det er Maja, der vurderer, om det er i orden')).toBeVisible();
  await keys.press(peter.getByRole('button', { name: 'Send til Maja' }));
  await expect(peter.getByText('Vælg det, der passer bedst.')).toBeVisible();
  await keys.tick(peter.getByLabel('Jeg er syg'));
  await keys.write(peter.getByLabel('Med dine egne ord'), 'Kontoret er for meget for mig.');
  await keys.tick(peter.getByLabel('Jeg vil hellere tale i telefon'));
  await keys.press(peter.getByRole('button', { name: 'Send til Maja' }));
  await expect(peter.getByText('Du har sagt, at du ikke kan komme.')).toBeVisible();
  await expect(peter.getByText('Maja har ikke svaret endnu').first()).toBeVisible();
  await expect(peter.getByText('“Kontoret er for meget for mig.”')).toBeVisible();
  if (shots) await peter.screenshot({ path: `${shots}/absence.png`, fullPage: true });
  // Whoever opens the first page sees that it waits.
  await keys.press(peter.getByRole('link', { name: 'I dag' }));
  await expect(
    peter.getByRole('link', { name: /Du kan ikke komme tirsdag.*har ikke svaret endnu/ }),
  ).toBeVisible();

  // Maja proposes two times at her desk; he takes one.
  await keys.press(maja.getByRole('link', { name: /Peter Prøvesen/ }).first());
  const card = maja.getByRole('region', { name: /Peter kan ikke komme til “Hvad så nu\? Tavlemøde”/ });
  await expect(card).toContainText('“Kontoret er for meget for mig.”');
  await expect(card).toContainText('Peter vil hellere tale i telefon');
  await keys.write(
    card.getByRole('textbox', { name: 'Svar Peter' }),
    'Så gør vi det. Hvornår passer det dig?',
  );
  await keys.pick(card.getByRole('radio', { name: 'Foreslå tider at vælge imellem' }));
  const propose = async (n: number, at: Date) => {
    const time = card.getByRole('group', { name: `Tid ${n}`, exact: true });
    await keys.write(time.getByLabel('Dag', { exact: true }), typedDay(at));
    await keys.write(time.getByLabel('Fra kl.'), typedTime(at));
    await expect(time.getByLabel('Til kl.')).not.toHaveValue('');
  };
  await propose(1, next);
  await keys.press(card.getByRole('button', { name: 'Tilføj en tid' }));
  await propose(2, new Date(next.getTime() + 86_400_000));
  if (shots) await maja.screenshot({ path: `${shots}/desk-proposal.png`, fullPage: true });
  await keys.press(card.getByRole('button', { name: 'Send' }));
  await expect(card).toHaveCount(0);
  await expect(maja.getByRole('heading', { level: 1, name: 'Peter Prøvesen' })).toBeFocused();
  await keys.press(peter.getByRole('link', { name: /Maja foreslår nye tider/ }));
  await expect(peter.getByText('Så gør vi det. Hvornår passer det dig?')).toBeVisible();
  if (shots) await peter.screenshot({ path: `${shots}/times.png`, fullPage: true });
  await keys.press(peter.getByRole('button', { name: new RegExp(`Vælg onsdag ${dayMonth(next)}`) }));
  await expect(peter.getByText('Mødet er flyttet', { exact: true })).toBeVisible();
  await expect(peter.locator('s')).toContainText(dayMonth(was));
  await expect(peter.getByRole('button', { name: 'Jeg kommer' })).toHaveAttribute('aria-pressed', 'true');
  if (shots) await peter.screenshot({ path: `${shots}/moved.png`, fullPage: true });

  // The old promises are gone, and the new ones are there.
  await keys.press(peter.getByRole('link', { name: 'Påmindelser' }));
  await keys.press(peter.getByRole('button', { name: /^Vis alle/ }));
  await expect(peter.getByText(`Om mødet onsdag ${dayMonth(next)}`).first()).toBeVisible();
  await expect(peter.getByText(`Om mødet tirsdag ${dayMonth(was)}`)).toHaveCount(0);
  const seen = (await asMaja(maja)).meetings.find((m) => m.id === meeting.id)!;
  expect(Date.parse(seen.start)).toBe(next.getTime());
});

test('who drives sees time, place and pick-up only, and the citizen sees his answer at once', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  await peter.goto('/moeder');
  await peter.getByRole('link', { name: /Sygehus: Kontrol af knæ/ }).click();
  await expect(peter.getByText('Er spurgt. Har ikke svaret endnu.')).toBeVisible();

  const kalle = await open(browser, installation, 'kalle');
  // He has no thread: the address of one leads to his own first page.
  await kalle.goto('/beskeder');
  await expect(kalle).toHaveURL(/\/i-dag$/);
  await kalle.goto('/moeder');
  await expect(kalle.getByText('Onsdag 9. december kl. 13.15')).toBeVisible();
  await expect(kalle.getByText('Tavlekøbing Sygehus, Indgang C')).toBeVisible();
  await expect(kalle.getByText('Kalle henter dig ved værkstedet kl. 12.20.')).toBeVisible();
  for (const word of [/knæ/i, /Kontrol/, 'Hvorfor', 'sundhedskort', 'medicin', 'Jeg kan ikke komme'])
    await expect(kalle.getByText(word)).toHaveCount(0);
  await expect(kalle.getByText('Peter vil gerne hentes.')).toHaveCount(0);
  await peter.getByRole('button', { name: 'Hent mig gerne' }).click();
  await expect(peter.getByLabel('Hvor er du, og hvad skal vi vide?')).toBeFocused();
  await peter.getByRole('button', { name: /^Send til/ }).click();
  await expect(peter.getByText('Du har bedt om at blive hentet.')).toBeFocused();
  await expect(kalle.getByText('Peter vil gerne hentes.')).toBeVisible();
  await kalle.getByRole('button', { name: 'Jeg kører' }).click();
  await expect(peter.getByText('Kalle siger ja.')).toBeVisible();
  // He was down for 12.20 before, and stays so until he says otherwise.
  await expect(kalle.getByText(/Du har sagt, at du kører. Du henter kl. 12.20. Peter kan se/)).toBeVisible();
  await expect(peter.getByText('Kører. Henter dig kl. 12.20.')).toBeVisible();
  await kalle.getByLabel('Hvornår henter du Peter?').selectOption({ label: 'kl. 12.30' });
  await kalle.getByRole('button', { name: 'Gem tiden' }).click();
  await expect(peter.getByText('Kører. Henter dig kl. 12.30.')).toBeVisible();
  // He does not know after all: his own time goes, and is not offered twice before.
  await expect(kalle.getByRole('option', { name: 'kl. 12.30', exact: true })).toHaveCount(1);
  await kalle.getByLabel('Hvornår henter du Peter?').selectOption({ label: 'Det ved jeg ikke endnu' });
  await kalle.getByRole('button', { name: 'Gem tiden' }).click();
  await expect(peter.getByText('Kører. Henter dig kl. 12.30.')).toHaveCount(0);
  if (shots) await kalle.screenshot({ path: `${shots}/drives.png`, fullPage: true });

  // What is not a contact's is not there for him either.
  for (const path of ['/moeder/spoerg', `${new URL(peter.url()).pathname}/afbud`, '/skridt', '/historie']) {
    await kalle.goto(path);
    await expect(kalle).toHaveURL(/\/i-dag$/);
  }
  await kalle.goto('/paamindelser');
  await expect(kalle.getByText('Om mødet onsdag 9. december kl. 13.15').first()).toBeVisible();
});

test('"Kan jeg komme med i dag?" is one tap, is answered with a meeting, and can be taken back', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  const maja = await open(browser, installation, 'maja');
  await peter.goto('/moeder');
  await peter.getByRole('link', { name: 'Kan jeg komme med i dag?' }).click();
  await peter.getByRole('button', { name: 'Send til Maja' }).click();
  await expect(peter.getByText('Maja har ikke svaret endnu.')).toBeVisible();
  await peter.getByRole('button', { name: 'Jeg vil ikke mødes alligevel' }).click();
  await peter.getByLabel('En af de næste dage').check();
  await peter.getByRole('button', { name: 'Send til Maja' }).click();
  await expect(peter.getByText('Skriv et par ord.')).toBeVisible();
  await peter.getByLabel('I dag', { exact: true }).check();
  await peter.getByLabel('Hvad vil du gerne?').fill('Må jeg tage med ud at se værkstedet?');
  await peter.getByLabel('Ja, hent mig gerne').check();
  // Two taps are one wish.
  await peter.getByRole('button', { name: 'Send til Maja' }).dblclick();
  await expect(peter.getByText('“Må jeg tage med ud at se værkstedet?”')).toBeVisible();
  await expect(peter.getByText('Maja har ikke svaret endnu.')).toBeVisible();

  const plan = await asMaja(maja);
  expect(plan.meeting_requests?.map((r) => r.status).sort()).toEqual(['waiting', 'withdrawn']);
  const asked = plan.meeting_requests!.find((r) => r.status === 'waiting')!;
  await call(maja, 'PUT', `/plans/${plan.plan.id}/requests/${asked.id}/answer`, {
    answer: 'yes',
    text: 'Ja, kom. Jeg henter dig.',
    meeting: {
      id: 'Q'.repeat(21) + 'A',
      title: 'Ud at se værkstedet',
      start: '2026-11-24T10:30:00+01:00',
      end: '2026-11-24T11:30:00+01:00',
      form: 'workplace',
    },
  });
  await expect(peter.getByText('Maja siger ja')).toBeVisible();
  await expect(peter.getByText('Ja, kom. Jeg henter dig.')).toBeVisible();
  if (shots) await peter.screenshot({ path: `${shots}/asked.png`, fullPage: true });
  await peter.getByRole('link', { name: /I mødes tirsdag 24. november kl. 10.30/ }).click();
  await expect(peter.getByText('Ud at se værkstedet')).toBeVisible();
  await expect(peter.getByText('Du har bedt om at blive hentet.')).toBeVisible();
});

test('without net an answer is seen at once and sent later; own choices are kept by the server', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter');
  await peter.goto('/moeder');
  await ready(peter);
  await working(peter);
  await peter.reload();
  await ready(peter);
  await peter.context().setOffline(true);
  await peter
    .getByRole('link', { name: /Maja ringer/ })
    .first()
    .click();
  await peter.getByRole('button', { name: 'Jeg kommer' }).click();
  await expect(peter.getByRole('button', { name: 'Jeg kommer' })).toHaveAttribute('aria-pressed', 'true');
  await expect(peter.getByText('Venter på net. Haster det, så ring til Maja.')).toBeVisible();
  await peter.getByLabel('Anette Prøvesen').check();
  await peter.getByRole('button', { name: 'Hent mig gerne' }).click();
  await peter.getByLabel('Hvor er du, og hvad skal vi vide?').fill('Ved den store eg');
  await peter.getByRole('button', { name: 'Send til Maja' }).click();
  await expect(peter.getByText('Du har bedt om at blive hentet.')).toBeVisible();
  expect((await atRest(peter)).join('\n')).not.toMatch(/store eg|meeting_answer/);
  await peter.getByRole('link', { name: 'Påmindelser' }).click();
  await peter.getByLabel('1 time før').check();
  await peter.getByLabel('Fra kl.').selectOption({ label: '22' });
  await peter.getByLabel('Dit telefonnummer').fill('2030');
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.getByText('Skriv et nummer på 8 tal.')).toBeVisible();
  await peter.getByLabel('Dit telefonnummer').fill('20 30 40 50');
  await peter.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(peter.getByText('Venter på net.', { exact: true })).toBeVisible();

  await peter.context().setOffline(false);
  await expect(peter.getByText('Venter på net.', { exact: true })).toHaveCount(0);
  const me = await call<{ plan: { id: string }; own: Record<string, unknown> }>(peter, 'GET', '/me');
  expect(me.own).toMatchObject({
    reminders: expect.arrayContaining(['P1D', 'PT2H', 'PT1H']),
    quiet_hours: { from: '22:00', to: '07:00' },
    phone: '+4520304050',
  });
  const { meetings } = await call<{
    meetings: {
      title: string;
      rsvp?: { status: string };
      companions: string[];
      pick_up?: { words: string };
    }[];
  }>(peter, 'GET', `/plans/${me.plan.id}`);
  const sent = meetings.find((m) => m.pick_up?.words === 'Ved den store eg')!;
  expect(sent).toMatchObject({ title: 'Maja ringer', rsvp: { status: 'yes' } });
  expect(sent.companions).toHaveLength(1);
});

for (const width of [390, 320]) {
  test(`the rooms of meetings are accessible, ${width} px wide`, async ({ browser, installation }) => {
    const look = { viewport: { width, height: 844 } };
    const where = (room: string) => `${room} ${width}`;
    const peter = await open(browser, installation, 'peter', look);
    const problems = faults(peter);
    await bothSchemes(peter, where('i-dag'));
    await peter.goto('/moeder');
    await peter.getByText(/Vis \d+ møder, der har været/).click();
    await bothSchemes(peter, where('moeder'));
    await peter
      .getByRole('link', { name: /Opfølgning på praktik/ })
      .first()
      .click();
    await bothSchemes(peter, where('moede'));
    await peter.getByRole('link', { name: 'Jeg kan ikke komme' }).click();
    await bothSchemes(peter, where('afbud'));
    await peter.goto('/moeder/spoerg');
    await bothSchemes(peter, where('spoerg'));
    await peter.goto('/paamindelser');
    await bothSchemes(peter, where('paamindelser'));
    await peter.goto('/moeder');
    await peter.getByText(/Vis \d+ møder, der har været/).click();
    await peter.getByRole('link', { name: /Tirsdag 17. november/ }).click();
    await peter.getByRole('button', { name: 'Det passer ikke helt' }).click();
    await bothSchemes(peter, where('referat'));
    const kalle = await open(browser, installation, 'kalle', look);
    await kalle.goto('/moeder');
    await bothSchemes(kalle, where('kontakt'));
    expect(problems).toEqual([]);
  });
}
