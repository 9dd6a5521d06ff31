/** The assessment, from the talks that are booked as a set to the draft that the citizen answers. */
import { expect, lockPhone, phone, test } from './installation';
import { bothSchemes, open } from './judge';
import { look } from './look';

test('talks are booked, one is written of, he says what fits, and the conference makes a draft he answers', async ({
  browser,
  installation,
}) => {
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  // A citizen with a plan that is a draft; what is under test begins with the booking.
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
  await maja.goto(`/bord/${made.plan}`);
  await maja.getByRole('link', { name: 'Book en udredning' }).click();
  await expect(maja.getByRole('heading', { level: 1, name: 'Udredning med Nina' })).toBeVisible();
  const book = maja.getByRole('button', { name: /^Book/ });
  await book.click();
  await expect(maja.getByText('Vælg dag og klokkeslæt.').first()).toBeVisible();
  await expect(maja.getByText('Vælg, hvem samtalen er med.').first()).toBeVisible();
  await bothSchemes(maja, 'assessment booking');
  await maja.getByLabel('Er med: Fysioterapeut eller ergoterapeut').uncheck();
  await maja.getByLabel('Dag', { exact: true }).fill('24.11.2026');
  await maja.getByLabel('Første samtale kl.').fill('12');
  await maja.getByLabel('Sted').fill('Sundhedshuset');
  const sanne = maja.getByLabel('Hvem holder samtalen? (Sygeplejerske)');
  await sanne.selectOption({ label: 'Sanne Sundby, sygeplejerske i det tværfaglige team' });
  await maja
    .getByLabel('Hvem holder samtalen? (Psykolog)')
    .selectOption({ label: 'Palle Psykdal, psykolog i det tværfaglige team' });
  await maja.getByLabel('Hvorfor? Nina kan læse det').fill('Vi vil vide, hvad der kan hjælpe dig.');
  await look('assessment-book', { desk: maja });
  await book.click();
  await expect(maja.getByText('Ikke holdt endnu')).toHaveCount(2);

  const small = await phone(browser, installation);
  const nina = await small.newPage();
  await nina.setViewportSize({ width: 390, height: 844 });
  await nina.goto(made.link);
  await nina.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await lockPhone(nina);
  await expect(nina.getByRole('heading', { level: 1 })).toContainText('Nina');
  await nina.goto('/moeder');
  await nina.getByRole('link', { name: 'Samtaler om, hvad der kan hjælpe dig' }).click();
  await expect(nina.getByRole('heading', { level: 1, name: 'Dine samtaler' })).toBeVisible();
  await expect(nina.getByText('Pause i 10 minutter')).toBeVisible();
  await expect(nina.getByText('Hvordan sover og spiser du?')).toBeVisible();
  await bothSchemes(nina, 'assessment day');
  await look('assessment-day', { phone: nina });

  // The talks are over; the nurse writes on her phone, and nothing of it is seen before she says so.
  installation.ahead('5h');
  const nurse = await open(browser, installation, 'sanne', { viewport: { width: 390, height: 844 } });
  await nurse.goto(`/bord/${made.plan}`);
  await nurse.getByRole('link', { name: 'Skriv dit notat' }).click();
  await nurse.getByLabel('Begrænsning i funktion').fill('Kan stå i ti minutter. F32.1');
  await expect(nurse.getByText('Det ligner en diagnosekode.')).toBeVisible();
  await nurse.getByLabel('Begrænsning i funktion').fill('Kan stå i ti minutter.');
  await nurse.getByLabel('Betydning for deltagelse').fill('Kan ikke stå ved en disk.');
  await nurse.getByLabel('Hvad kan mindske eller fjerne det?').fill('Et sted at sidde og træning.');
  await nurse.getByLabel('Tilføj hjælp').selectOption('traening');
  await expect(nurse.getByRole('button', { name: 'Fjern Motion på hold' })).toBeVisible();
  await nurse.getByLabel('Det samme i almindelige ord').fill('Det er svært for dig at stå op længe.');
  await bothSchemes(nurse, 'assessment note');
  await look('assessment-note', { phone: nurse });
  await nurse.getByRole('button', { name: 'Lad andre læse det' }).click();
  await expect(nurse.getByText('Nina har ikke svaret på det endnu.')).toBeVisible();

  await expect(nina.getByText('Det er svært for dig at stå op længe.')).toBeVisible();
  await nina.getByRole('button', { name: 'Det passer ikke helt' }).click();
  await nina.getByLabel('Sådan er det for mig').fill('Kun om morgenen.');
  await nina.getByRole('button', { name: 'Send dit svar' }).click();
  await expect(nina.getByText('“Kun om morgenen.”')).toBeVisible();
  await nina.getByLabel('Ja, de må læse det').check();
  await expect(nina.getByLabel('Ja, de må læse det')).toBeChecked();
  await bothSchemes(nina, 'assessment notes');
  await look('assessment-notes', { phone: nina });

  await expect(maja.getByText('“Kun om morgenen.”')).toBeVisible();
  await expect(maja.getByText('Nina har sagt ja til, at I læser hinandens notater.')).toBeVisible();
  await maja.getByRole('button', { name: 'Tilføj et mål' }).click();
  await maja.getByLabel('Hvad skal det hedde?').fill('Et job, hvor jeg kan sidde');
  await maja.getByLabel('Hjælp', { exact: true }).selectOption('traening');
  await maja.getByLabel('Hvem har ansvaret?').selectOption({ index: 1 });
  await maja.getByLabel('Hvad vil du sige til Nina om udkastet?').fill('Det kom vi frem til.');
  const send = maja.getByRole('button', { name: 'Send udkastet til Nina' });
  await send.click();
  await expect(maja.getByText('Skriv, hvorfor I ikke venter på det.').first()).toBeVisible();
  await maja.getByLabel('Et notat mangler.').fill('Palle er syg. Vi ringer til ham.');
  await bothSchemes(maja, 'assessment conference');
  await look('assessment-conference', { desk: maja });
  await send.click();
  await expect(maja.getByText('Udkastet er hos borgeren')).toBeVisible();

  await nina.getByRole('link', { name: 'Se udkastet' }).click();
  const card = nina.getByRole('article').filter({ hasText: 'Udkastet til din plan er klar' }).first();
  await expect(card).toContainText('Det kom vi frem til.');
  await card.getByRole('button', { name: 'Jeg er enig' }).click();
  await expect(maja.getByText('Færdig', { exact: true })).toBeVisible();
});
