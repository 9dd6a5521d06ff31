/** The good story: asked for at the desk, said yes to on the phone, fetched on paper, taken back and taken down. */
import { readFileSync } from 'node:fs';
import { expect, phone, signIn, test } from './installation';
import { bothSchemes, faults, nothingWrong, open } from './judge';
import { look } from './look';

test('a story is told only in his words, only while he says so, and is taken down when he does not', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const wrong = faults(maja);
  await maja.getByRole('link', { name: 'Peter Prøvesen' }).first().click();
  await maja.getByRole('link', { name: 'Den gode historie' }).click();
  await expect(maja.getByRole('heading', { level: 1, name: 'Må Peters historie fortælles?' })).toBeVisible();
  const ask = maja.getByRole('button', { name: 'Spørg Peter' });
  await ask.click();
  await expect(maja.getByText('Vælg mindst ét sted.')).toBeVisible();
  await maja.getByLabel('Overskrift').fill('Fra sofaen til fem timer');
  const text = maja.getByLabel('Historien');
  await text.fill('Vibeke troede på mig. Nu arbejder jeg fem timer.');
  await maja.getByLabel('Blandt kolleger').check();
  await maja.getByLabel('Kommunens hjemmeside og nyhedsbrev').check();
  await maja.getByLabel('Navn').selectOption('yes');
  await ask.click();
  await expect(maja.getByText('Skriv det uden »Vibeke«.')).toBeVisible();
  await expect(text).toBeFocused();
  await bothSchemes(maja, 'story ask');
  await look('story-ask', { desk: maja });
  await text.fill('Jeg turde ikke gå derhen.\nNu arbejder Peter fem timer om ugen.');
  await ask.click();
  await expect(maja.getByText('har ikke svaret')).toBeVisible();

  const small = await phone(browser, installation);
  const peter = await small.newPage();
  const alsoWrong = faults(peter);
  await peter.setViewportSize({ width: 320, height: 700 });
  await signIn(peter, installation, 'peter');
  await peter.getByRole('link', { name: 'Må din historie fortælles?' }).click();
  await expect(peter.getByRole('heading', { level: 1, name: 'Din historie' })).toBeVisible();
  await expect(peter.getByText('Nu arbejder Peter fem timer om ugen.')).toBeVisible();
  await expect(peter.getByText('Du må sige nej, og ingen spørger hvorfor.')).toBeVisible();
  await bothSchemes(peter, 'story asked');
  await look('story-asked', { phone: peter });
  // He chooses less: his words, one place, no name. Then his name may not stand there.
  await peter.getByLabel('På kommunens hjemmeside og i nyhedsbrevet').uncheck();
  await peter.getByLabel('Uden navn').check();
  const yes = peter.getByRole('button', { name: 'Ja, den må fortælles' });
  await yes.click();
  await expect(peter.getByText('Skriv det uden »Peter«.')).toBeVisible();
  await peter.getByLabel('Historien').fill('Jeg turde ikke gå derhen. Nu arbejder jeg fem timer om ugen.');
  await nothingWrong(peter, 'story written otherwise');
  await yes.click();
  await expect(peter.getByText('Du sagde ja 24. november 2026.')).toBeVisible();
  await bothSchemes(peter, 'story agreed');
  await look('story-agreed', { phone: peter });

  // The desk has it at once, in his words and no others, on paper with what it may be used for.
  await expect(maja.getByText('Peter sagde ja 24. november 2026.')).toBeVisible();
  const [file] = await Promise.all([
    maja.waitForEvent('download'),
    maja.getByRole('button', { name: 'Hent som PDF' }).click(),
  ]);
  expect(
    readFileSync(await file.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const [plain] = await Promise.all([
    maja.waitForEvent('download'),
    maja.getByRole('button', { name: 'Hent som tekst' }).click(),
  ]);
  const told = readFileSync(await plain.path(), 'utf8');
  expect(told).toContain('Jeg turde ikke gå derhen. Nu arbejder jeg fem timer om ugen.');
  expect(told).toContain('Fortalt uden navn.');
  expect(told).not.toContain('Peter');
  expect(told).not.toContain('hjemmeside');
  await expect(maja.getByText('Maja hentede den 24. november 2026.')).toHaveCount(2);
  await bothSchemes(maja, 'story fetched');
  await look('story-fetched', { desk: maja });

  await expect(peter.getByText('Maja hentede din historie 24. november 2026.')).toHaveCount(2);
  await expect(peter.getByText('De, der har hentet den, skal tage den ned.')).toBeVisible();
  await peter.getByRole('button', { name: 'Tag dit ja tilbage' }).click();
  await expect(peter.getByText('Skal tages ned. Det er ikke sket endnu.')).toHaveCount(2);
  await bothSchemes(peter, 'story taken back');
  await look('story-back', { phone: peter });

  await expect(maja.getByRole('button', { name: 'Hent som PDF' })).toHaveCount(0);
  await maja.goto('/bord');
  const card = maja.getByRole('region', { name: 'Tag en historie ned' });
  await expect(card.getByText('Borgeren har taget sit ja tilbage.')).toHaveCount(2);
  await bothSchemes(maja, 'story to take down');
  await look('story-down', { desk: maja });
  await card.getByRole('button', { name: 'Den er taget ned' }).first().click();
  await expect(card.getByRole('button', { name: 'Den er taget ned' })).toHaveCount(1);
  await card.getByRole('button', { name: 'Den er taget ned' }).click();
  await expect(card).toHaveCount(0);
  await expect(peter.getByText('Taget ned 24. november 2026.')).toHaveCount(2);
  expect([...wrong, ...alsoWrong]).toEqual([]);
});
