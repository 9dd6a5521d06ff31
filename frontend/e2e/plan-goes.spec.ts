/** A plan that has ended goes when its time is over: she reads when, a lead keeps it for longer and says why, and lets it go again. */
import { newId, put } from './asking';
import { expect, lockPhone, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('she reads when it goes, and a lead keeps it for longer', async ({ browser, installation }) => {
  let maja = await open(browser, installation, 'maja');
  const me = await maja.evaluate(async () => (await (await fetch('/api/v1/me')).json()).person.id as string);
  const [citizen, plan] = [newId(), newId()];
  await put(maja, `/citizens/${citizen}`, { name: 'Nina Ny', preferred_name: 'Nina', plan: { id: plan } });
  await put(maja, `/plans/${plan}/end`, {
    day: '2026-11-24',
    reason: 'job',
    follow_up_by: me,
    follow_up_on: '2027-01-13',
  });
  // Two months before the five years are over.
  installation.ahead(`${1770 * 24}h`);
  const now = async () => (await maja.request.get('/healthz')).headers()['tavlen-time'] ?? '';
  await expect.poll(now).toMatch(/^2031-/);

  const lead = await open(browser, installation, 'leder', { viewport: { width: 1280, height: 900 } });
  const wrong = faults(lead);
  await lead.getByRole('link', { name: 'Planer, der bliver slettet' }).click();
  await expect(lead.getByRole('heading', { level: 1, name: 'Planer, der bliver slettet' })).toBeVisible();
  const card = lead.getByRole('article', { name: 'Nina Ny' });
  await expect(card.getByText(/^Bliver tidligst slettet .*25\. november 2031\.$/)).toBeVisible();
  await bothSchemes(lead, 'plans that go');
  await look('plan-goes', { desk: lead });

  maja = await open(browser, installation, 'maja');
  const { link } = await put(maja, `/citizens/${citizen}/codes/${newId()}`, {});
  const nina = await (
    await browser.newContext({ baseURL: installation.url, viewport: { width: 320, height: 740 } })
  ).newPage();
  await nina.goto(link!);
  await nina.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await lockPhone(nina);
  // The day's run comes with the machine's clock, so what it tells is put into the answer.
  await nina.route('**/retention', async (route) => {
    const answer = await route.fetch();
    const list = (await answer.json()) as { classes: { code: string; told?: boolean }[] };
    for (const c of list.classes) if (c.code === 'plan') c.told = true;
    await route.fulfill({ response: answer, json: list });
  });
  await nina.goto('/i-dag');
  await expect(nina.getByText(/^Din plan bliver slettet tirsdag 25\. november\.$/)).toBeVisible();
  await expect(nina.getByText('Hent din kopi nu.')).toBeVisible();
  await nothingWrong(nina, 'the first page of a plan that goes');
  await look('plan-goes', { today: nina });
  await nina.goto('/mine-data');
  await expect(nina.getByText(/^Planen bliver slettet tirsdag 25\. november\.$/)).toBeVisible();
  await bothSchemes(nina, 'my data of a plan that goes');
  await look('plan-goes', { mine: nina });
  await nina.unroute('**/retention');

  await card.getByRole('button', { name: 'Gem længere' }).click();
  await expect(card.getByRole('textbox', { name: /^Hvorfor skal planen gemmes/ })).toBeFocused();
  await card.getByRole('button', { name: 'Gem planen' }).click();
  await expect(card.getByText('Skriv, hvorfor planen skal gemmes.')).toBeVisible();
  await expect(card.getByText('Vælg den sidste dag.')).toBeVisible();
  await card.getByRole('textbox', { name: /^Hvorfor skal planen gemmes/ }).fill('Nina har klaget.');
  await card.getByRole('textbox', { name: /^Til og med hvilken dag/ }).fill('1.3.2032');
  await lead.setViewportSize({ width: 390, height: 844 });
  await bothSchemes(lead, 'holding a plan');
  await look('plan-goes', { hold: lead });
  await card.getByRole('button', { name: 'Gem planen' }).click();
  await expect(card.getByText(/^Gemmes til og med .*1\. marts 2032\.$/)).toBeVisible();
  await expect(card.getByText('Grund: Nina har klaget.')).toBeVisible();
  await look('plan-goes', { held: lead });

  await nina.goto('/mine-data');
  await expect(nina.getByText(/Kommunen gemmer planen til og med mandag 1\. marts 2032\./)).toBeVisible();
  await expect(nina.getByText('Grunden er: Nina har klaget.')).toBeVisible();
  await bothSchemes(nina, 'my data of a plan that is held');
  await look('plan-goes', { keeps: nina });
  await nina.goto('/i-dag');
  await expect(nina.getByText(/Kommunen gemmer planen til og med mandag 1\. marts 2032\./)).toBeVisible();

  await card.getByRole('button', { name: 'Gem ikke længere' }).click();
  await expect(card.getByText(/^Bliver tidligst slettet .*25\. november 2031\.$/)).toBeVisible();
  await expect(card.getByText('Nina har klaget.')).toHaveCount(0);

  // Opened again it is no longer among those that go, and her phone says so.
  await card.getByRole('button', { name: 'Åbn planen igen' }).click();
  const opens = card.locator('form').getByRole('button', { name: 'Åbn planen igen' });
  await opens.click();
  await expect(card.getByText('Skriv, hvorfor planen åbner igen.')).toBeVisible();
  await card.getByRole('textbox', { name: /^Hvorfor åbner du planen igen/ }).fill('Jobbet holdt ikke.');
  await bothSchemes(lead, 'a lead opens a plan again');
  await look('plan-goes', { reopen: lead });
  await opens.click();
  await expect(card).toHaveCount(0);
  await expect(nina.getByText('Din plan er afsluttet')).toHaveCount(0);
  expect(wrong).toEqual([]);
});
