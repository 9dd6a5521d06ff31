/** An effort cannot just end: what came of it, what comes then with who and by when, and the citizen's own word. */
import { anchor, expect, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

test('it is ended at the desk, and closed by the citizen’s own word', async ({ browser, installation }) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  await maja.goto(`/bord/${plan}`);
  await maja.getByRole('link', { name: 'Afslut “Kontrol af knæ”' }).click();
  await expect(maja.getByRole('heading', { level: 1, name: 'Afslut “Kontrol af knæ”' })).toBeVisible();
  const end = maja.getByRole('button', { name: 'Afslut, og giv besked' });
  await end.click();
  for (const missing of [
    'Vælg, hvorfor det slutter.',
    'Skriv, hvad der kom ud af det.',
    'Skriv, hvad der så skal ske.',
    'Vælg, hvem der gør det.',
    'Vælg, hvornår det senest er gjort.',
  ])
    await expect(maja.getByText(missing)).toBeVisible();
  await bothSchemes(maja, 'end at the desk');
  await look('end', { desk: maja });
  await maja.getByLabel('Hvorfor slutter det?').selectOption('Vi blev færdige');
  await maja.getByRole('textbox', { name: 'Hvad kom der ud af det?' }).fill('Sygehuset siger: træn knæet.');
  await maja.getByRole('textbox', { name: 'Hvad skal der ske bagefter?' }).fill('Træning på hold.');
  const who = maja.getByLabel('Hvem gør det?');
  const frida = await who.locator('option', { hasText: 'Frida Fysdal' }).getAttribute('value');
  await who.selectOption(frida);
  await maja.getByRole('textbox', { name: 'Hvornår er det senest gjort?' }).fill('15.12.2026');
  // Elsewhere and back, at once: all of it is there still.
  await maja.goBack();
  await maja.getByRole('link', { name: 'Afslut “Kontrol af knæ”' }).click();
  await expect(who).toHaveValue(frida ?? '');
  await expect(maja.getByLabel('Hvorfor slutter det?').locator('option:checked')).toHaveText(
    'Vi blev færdige',
  );
  await expect(maja.getByRole('textbox', { name: 'Hvad kom der ud af det?' })).toHaveValue(
    'Sygehuset siger: træn knæet.',
  );
  await expect(maja.getByRole('textbox', { name: 'Hvornår er det senest gjort?' })).toHaveValue('15.12.2026');
  await end.click();
  await expect(maja.getByText('Er ved at slutte. Vi venter på Peters eget ord.')).toBeVisible();

  await peter.goto('/i-dag');
  await expect(peter.getByRole('heading', { name: 'Hvordan var det for dig?' })).toBeVisible();
  await expect(
    peter.getByText(/Træning på hold\.\s+Frida gør det senest tirsdag 15\. december\./),
  ).toBeVisible();
  await bothSchemes(peter, 'asked for a word');
  await look('end-word', { phone: peter });
  const box = peter.getByRole('textbox', { name: 'Med dine egne ord' });
  await box.fill('De var søde. Nu tør jeg godt.');
  await peter.getByRole('link', { name: 'Tavlen', exact: true }).click();
  await peter.getByRole('link', { name: 'I dag', exact: true }).click();
  await expect(box).toHaveValue('De var søde. Nu tør jeg godt.');
  await peter.locator('form').filter({ has: box }).getByRole('button', { name: 'Send', exact: true }).click();
  await expect(peter.getByRole('heading', { name: 'Hvordan var det for dig?' })).toHaveCount(0);
  await expect(maja.getByText('Det er afsluttet.', { exact: true }).first()).toBeVisible();

  // What waited for it says who starts it, and the desk has his word.
  await maja.goto(`/bord/${plan}`);
  await maja.getByText(/^Afsluttede indsatser/).click();
  const word = maja.getByText('“De var søde. Nu tør jeg godt.”');
  await expect(word.and(maja.locator('dd'))).toBeVisible();
  // They are the last words he wrote, too: what she is to have in mind before she calls.
  await expect(word.and(maja.locator('span'))).toBeVisible();
  const goal = await peter.evaluate(async (plan) => {
    const { efforts } = (await (await fetch(`/api/v1/plans/${plan}`)).json()) as {
      efforts: { title: string; goals: string[] }[];
    };
    return efforts.find((e) => e.title.startsWith('Genoptræning'))!.goals[0]!;
  }, plan);
  await peter.goto(`/maal/${goal}`);
  await expect(peter.getByText('Frida Fysdal har fået besked om at sætte det i gang.')).toBeVisible();
  await bothSchemes(peter, 'what comes next');
});

test('what was begun by mistake is taken back; a word that never comes keeps nothing open', async ({
  browser,
  installation,
}) => {
  const peter = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await peter.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  const time = async () =>
    Date.parse((await fetch(`${installation.url}/healthz`)).headers.get('Tavlen-Time') ?? '');
  const began = await time();
  // Another try of this test finds what the one before left.
  const title = `Motion på hold ${began % 100_000}`;
  /** Maja makes an effort, and begins to end it. */
  const effort = await maja.evaluate(
    async ([plan, title]) => {
      const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=/g, '');
      const fields = { title, department: 'job', status: 'active', start: '2026-11-02' };
      const answer = await fetch(`/api/v1/plans/${plan}/efforts/${id}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
        body: JSON.stringify({ ...fields, why: 'Vi har aftalt det.' }),
      });
      return answer.ok ? id : answer.text();
    },
    [plan, title],
  );
  expect(effort).toMatch(/^[\w-]{22}$/);
  const begin = () =>
    maja.evaluate(
      async ([plan, effort]) => {
        const { person } = await (await fetch('/api/v1/me')).json();
        const answer = await fetch(`/api/v1/plans/${plan}/efforts/${effort}/end`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
          body: JSON.stringify({
            status: 'completed',
            reason: 'completed',
            result: 'Du kom hver gang.',
            next: { text: 'Du går selv til motion.', who: person.id, by: '2026-12-15' },
          }),
        });
        return answer.status;
      },
      [plan, effort],
    );
  expect(await begin()).toBe(200);
  const asked = peter.getByRole('region', { name: `Det er ved at slutte ${title}` });
  await peter.goto('/i-dag');
  await expect(asked.getByRole('heading', { name: 'Hvordan var det for dig?' })).toBeVisible();

  await maja.goto(`/bord/${plan}`);
  await maja.getByRole('link', { name: `Afslut “${title}”` }).click();
  await expect(maja.getByRole('heading', { name: 'Peter har ikke svaret endnu' })).toBeVisible();
  await expect(maja.getByText(/^Fra .+ kan du afslutte uden Peters ord\./)).toBeVisible();
  await expect(maja.getByRole('button', { name: 'Afslut uden Peters ord' })).toHaveCount(0);
  const undo = maja.getByRole('button', { name: 'Fortryd: Det slutter ikke' });
  await undo.click();
  await expect(maja.getByText('Skriv hvorfor.')).toBeVisible();
  await bothSchemes(maja, 'an end that waits at the desk');
  await look('end-waits', { desk: maja });
  const why = maja.getByRole('textbox', { name: 'Hvorfor?', exact: true });
  await why.fill('Jeg trykkede forkert.');
  await undo.click();
  await expect(maja.getByRole('heading', { name: 'Peter har ikke svaret endnu' })).toHaveCount(0);
  await expect(asked).toHaveCount(0);
  await expect(peter.getByText(/Det slutter ikke alligevel\. Jeg trykkede forkert\./).first()).toBeVisible();

  // Begun anew, and this time he never says anything. After a week both come again.
  expect(await begin()).toBe(200);
  const path = new URL(maja.url()).pathname;
  await Promise.all([maja.context().close(), peter.context().close()]);
  const hours = Math.ceil((began - Date.parse(anchor)) / 3_600_000) + 170;
  installation.ahead(`${hours}h`);
  await expect.poll(time).toBeGreaterThan(began + 169 * 3_600_000);
  const desk = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await desk.goto(path);
  await desk.getByRole('textbox', { name: 'Hvorfor?', exact: true }).fill('Vi har ringet tre gange.');
  await look('end-without', { desk });
  await desk.getByRole('button', { name: 'Afslut uden Peters ord' }).click();
  await expect(desk.getByText('Det er afsluttet.', { exact: true }).first()).toBeVisible();
  const phone = await open(browser, installation, 'peter', { viewport: { width: 390, height: 844 } });
  await phone.goto('/i-dag');
  const late = phone.getByRole('region', { name: `Det er slut ${title}` });
  await expect(late.getByText('Det sluttede uden dit ord. Vi har ringet tre gange.')).toBeVisible();
  await bothSchemes(phone, 'ended without a word');
  await look('end-late-word', { phone });
  await late.getByRole('textbox', { name: 'Med dine egne ord' }).fill('Jeg var syg. Det var godt.');
  await late.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(late).toHaveCount(0);
});
