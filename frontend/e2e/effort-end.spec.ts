/** An effort cannot just end: what came of it, what comes then with who and by when, and the citizen's own word. */
import { expect, test } from './installation';
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
  await peter.locator('form').filter({ has: box }).getByRole('button', { name: 'Send', exact: true }).click();
  await expect(peter.getByRole('heading', { name: 'Hvordan var det for dig?' })).toHaveCount(0);
  await expect(maja.getByText('Det er afsluttet.', { exact: true }).first()).toBeVisible();

  // What waited for it says who starts it, and the desk has his word.
  await maja.goto(`/bord/${plan}`);
  await maja.getByText(/^Afsluttede indsatser/).click();
  await expect(maja.getByText('“De var søde. Nu tør jeg godt.”')).toBeVisible();
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
