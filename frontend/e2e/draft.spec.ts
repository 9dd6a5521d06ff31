/** From draft to agreed: made at the desk, answered on the phone, changed, answered again; and read in the history. */
import { expect, lockPhone, phone, signIn, test } from './installation';
import { stumbles } from './judge';

test('a draft is asked about, refused with words, sent again and agreed to; the history tells it', async ({
  browser,
  installation,
}, info) => {
  const desk = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 1280, height: 900 },
  });
  const maja = await desk.newPage();
  await signIn(maja, installation, 'maja');
  // Made by the API, as the form does: what is under test begins with the draft.
  const made = await maja.evaluate(async () => {
    const id = () =>
      btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .slice(0, 22);
    const put = async (path: string, body: object): Promise<unknown> => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.json();
    };
    const [citizen, plan] = [id(), id()];
    await put(`/citizens/${citizen}`, { name: 'Nina Ny', preferred_name: 'Nina', plan: { id: plan } });
    const code = (await put(`/citizens/${citizen}/codes/${id()}`, {})) as { link: string };
    return { plan, link: code.link };
  });
  await maja.goto(`/bord/${made.plan}/maal/ny`);
  await maja.getByLabel('Navn').fill('Et roligt arbejde');
  await maja.getByLabel('Område').selectOption('Arbejde');
  await expect(maja.getByLabel('Hvorfor (kan være tomt)')).toBeVisible();
  await maja.getByRole('button', { name: 'Gem' }).click();
  await expect(maja.getByRole('heading', { name: 'Planen er et udkast' })).toBeVisible();

  const small = await phone(browser, installation);
  const nina = await small.newPage();
  await nina.setViewportSize({ width: 390, height: 844 });
  await nina.goto(made.link);
  await nina.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await lockPhone(nina);
  await expect(nina.getByRole('heading', { level: 1 })).toContainText('Nina');
  await expect(nina.getByText('Et udkast til din plan')).toHaveCount(0);

  await maja.getByRole('button', { name: 'Udkastet er klar' }).click();
  await expect(maja.getByText('Skriv et par ord, før du sender.')).toBeVisible();
  await maja.getByLabel('Hvad vil du sige til Nina om udkastet?').fill('Det er det, vi talte om i dag.');
  await maja.getByRole('button', { name: 'Udkastet er klar' }).click();
  await expect(maja.getByText('Venter på, at Nina svarer.')).toBeVisible();

  const card = nina.getByRole('article').filter({ hasText: 'Udkastet til din plan er klar' }).first();
  await expect(card).toContainText('Et udkast til din plan');
  await expect(card).toContainText('Det er det, vi talte om i dag.');
  await nina.screenshot({ path: info.outputPath('draft-phone.png') });
  await card.getByRole('button', { name: 'Skriv noget til' }).click();
  await card.getByRole('textbox').fill('Jeg vil helst vente til januar.');
  await card.getByRole('button', { name: 'Jeg er ikke enig' }).click();

  await expect(maja.getByText('Jeg vil helst vente til januar.').first()).toBeVisible();
  await expect(maja.getByText('Nina har svaret. Ret udkastet til, og send det igen.')).toBeVisible();
  await maja.screenshot({ path: info.outputPath('draft-desk.png'), fullPage: true });
  await maja.getByLabel('Hvad vil du sige til Nina om udkastet?').fill('Så starter vi i januar.');
  await maja.getByRole('button', { name: 'Udkastet er klar' }).click();

  const again = nina.getByRole('article').filter({ hasText: 'Så starter vi i januar.' });
  await again.getByRole('button', { name: 'Jeg er enig' }).first().click();
  await expect(maja.getByRole('heading', { name: 'Planen er et udkast' })).toHaveCount(0);

  await nina.goto('/mere');
  await nina.getByRole('link', { name: 'Planens historie' }).click();
  await expect(nina.getByRole('heading', { level: 1, name: 'Planens historie' })).toBeVisible();
  await expect(nina.getByText('Planen er aftalt. Det er udgave 1.')).toBeVisible();
  await expect(nina.getByText('Svar: Ikke enig.')).toBeVisible();
  expect(await stumbles(nina)).toEqual([]);
  await nina.screenshot({ path: info.outputPath('history-phone.png'), fullPage: true });
  await nina.getByRole('link', { name: 'Se planen, som den var' }).last().click();
  await expect(nina.getByRole('heading', { level: 1, name: 'Planen, som den var' })).toBeVisible();
  await nina.goBack();
  await nina.getByRole('link', { name: 'Se planen, som den var' }).first().click();
  await expect(nina.getByRole('heading', { name: 'Et roligt arbejde' })).toBeVisible();
  await nina.screenshot({ path: info.outputPath('version-phone.png'), fullPage: true });
  expect(await stumbles(nina)).toEqual([]);

  await maja.getByRole('link', { name: 'Planens historie' }).click();
  await expect(maja.getByText('Planen er aftalt. Det er udgave 1.')).toBeVisible();
  await maja.screenshot({ path: info.outputPath('history-desk.png'), fullPage: true });
  await maja.getByRole('link', { name: 'Se planen, som den var' }).first().click();
  await expect(maja.getByRole('heading', { name: 'Et roligt arbejde' })).toBeVisible();
  expect(await stumbles(maja)).toEqual([]);
});
