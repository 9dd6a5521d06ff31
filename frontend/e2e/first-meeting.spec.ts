/**
 * A whole first meeting on two devices at once: the citizen's phone and the consultant's desk. Dream, strengths, what is
 * hard and what helps, three goals with their steps, agreements of both, a photo of the room's own board; moved about,
 * made large, put aside, taken out again; sent as a draft, refused with words, mended and agreed. Both sides play with
 * touch alone, then both with the keyboard alone.
 */
import type { Browser, Locator, Page } from '@playwright/test';
import { keys, touch, type Hands } from './hands';
import { expect, test, type Installation } from './installation';
import { look } from './look';

async function device(browser: Browser, installation: Installation, width: number, height: number) {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width, height },
    hasTouch: true,
  });
  return context.newPage();
}
const said = (page: Page) => page.locator('[role=status][aria-live=polite]').last();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const sheet = (page: Page) => page.getByRole('dialog');
const lane = (page: Page, name: string) => page.getByRole('region', { name });
const note = (page: Page, name: string) => page.getByRole('article', { name });

/** What the two pages must never do during the meeting: load again. What arrives, arrives by itself. */
async function watchLoads(...pages: Page[]): Promise<() => Promise<void>> {
  for (const page of pages) await page.evaluate(() => (document.documentElement.dataset.same = 'yes'));
  return async () => {
    for (const page of pages)
      expect(await page.evaluate(() => document.documentElement.dataset.same)).toBe('yes');
  };
}

/** The consultant makes the citizen at her desk and hands over a link. */
async function newCitizen(
  maja: Page,
  hands: Hands,
  installation: Installation,
  name: string,
): Promise<string> {
  await maja.goto(installation.links.maja!);
  await hands.press(maja.getByRole('button', { name: 'Kom ind på Tavlen' }));
  await hands.press(maja.getByRole('link', { name: 'Ny borger' }).first());
  await hands.write(maja.getByRole('textbox', { name: 'Navn', exact: true }), name);
  await hands.press(maja.getByRole('button', { name: 'Opret borger' }));
  const link = maja.locator('p.link');
  await expect(link).toContainText('/ind/');
  return /http\S+/.exec(await link.innerText())![0];
}

/** Opens a sheet by its button, writes what it asks for, and puts it up; the keyboard comes back to the button. */
async function put(hands: Hands, page: Page, button: string, fields: Record<string, string>): Promise<void> {
  const opener = page.getByRole('button', { name: button, exact: true });
  await hands.press(opener);
  for (const [label, text] of Object.entries(fields)) await hands.write(sheet(page).getByLabel(label), text);
  await hands.press(sheet(page).getByRole('button', { name: 'Sæt på tavlen' }));
  await expect(sheet(page)).toHaveCount(0);
  await expect(opener).toBeFocused();
}

/** Opens one of the desk's forms, fills it and saves it; back on the plan nothing is left to do. */
async function form(
  hands: Hands,
  maja: Page,
  opener: Locator,
  fields: (f: Page) => Promise<void>,
): Promise<void> {
  await hands.press(opener);
  await fields(maja);
  await hands.press(maja.getByRole('button', { name: 'Gem', exact: true }));
  await expect(maja.getByRole('navigation', { name: 'Borgerens sider' })).toBeVisible();
}

interface Kept {
  plan: { status: string; version: number };
  dream?: { text: string };
  strengths: { text: string; said_by: string }[];
  challenges: { text: string; what_helps?: string }[];
  goals: { id: string; title: string; area: string; status: string }[];
  steps: { text: string; goal: string; status: string }[];
  agreements: { text: string; responsible: string }[];
  attachments?: { text: string; on: { kind: string }; media: string }[];
  plan_changes: { what: string; citizen_answer?: string; citizen_comment?: string }[];
  citizen: { id: string };
  consultant: string;
}
const planOf = (page: Page): Promise<Kept> =>
  page.evaluate(async () => {
    const { plan } = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } };
    return (await (await fetch(`/api/v1/plans/${plan.id}`)).json()) as Kept;
  });

/** The room's whiteboard as a camera sees it. */
const boardPhoto = async (page: Page): Promise<Buffer> => {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1200, 900];
    const paper = canvas.getContext('2d')!;
    paper.fillStyle = '#f4f2ea';
    paper.fillRect(0, 0, 1200, 900);
    ['#f7d154', '#8fc7f0', '#f3a6b5'].forEach((colour, n) => {
      paper.fillStyle = colour;
      paper.fillRect(80 + n * 370, 140, 310, 260);
      paper.fillStyle = '#223';
      paper.font = '40px sans-serif';
      paper.fillText(['Hunde', 'Søvn', 'Hjem'][n]!, 120 + n * 370, 270);
    });
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
  });
  return Buffer.from(base64, 'base64');
};

const GOALS: [string, string, string[]][] = [
  ['Passe hunde', 'Arbejde', ['Ringe til internatet', 'Gå en tur med en hund']],
  ['Sove om natten', 'Krop og helbred', ['Slukke telefonen kl. 22']],
  ['Rydde op derhjemme', 'Hjem', ['Tage køkkenet først']],
];

for (const hands of [touch, keys]) {
  test(`a first meeting, played with ${hands.name} alone on both devices`, async ({
    browser,
    installation,
  }) => {
    const name = hands === touch ? 'Berit' : 'Karl';
    const maja = await device(browser, installation, 1280, 900);
    const link = await newCitizen(maja, hands, installation, `${name} Begynder`);
    const phone = await device(browser, installation, 390, 844);
    await phone.goto(link);
    await hands.press(phone.getByRole('button', { name: 'Kom ind på Tavlen' }));
    await phone.waitForURL(/i-dag/);
    // With a code alone little is seen: first the phone is locked.
    await hands.press(phone.getByRole('button', { name: 'Vælg en kode med 6 tal' }));
    await hands.write(phone.getByLabel('Kode med 6 tal'), '592741');
    await hands.write(phone.getByLabel('Skriv koden igen'), '592741');
    await hands.press(phone.getByRole('button', { name: 'Gem koden' }));
    await hands.press(phone.getByRole('link', { name: 'Tavlen', exact: true }));
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Min tavle');
    await hands.press(maja.getByRole('link', { name: new RegExp(`Tilbage til ${name}`) }));
    await expect(maja.getByRole('heading', { name: 'Planen er et udkast' })).toBeVisible();
    const noLoads = await watchLoads(phone, maja);
    await look(`${hands.name}-1-empty`, { phone, maja });

    await test.step('the dream, what she can, and what is hard', async () => {
      await hands.press(phone.getByRole('button', { name: 'Skriv min drøm' }));
      await hands.write(sheet(phone).getByRole('textbox'), 'Et arbejde med dyr.');
      await hands.press(sheet(phone).getByRole('button', { name: 'Gem' }));
      await expect(maja.getByText('Et arbejde med dyr.').first()).toBeVisible();
      await put(hands, phone, 'Skriv noget, du er god til', {
        'Hvad er du god til?': 'Jeg er tålmodig med dyr.',
      });
      const strength = maja.getByRole('listitem').filter({ hasText: 'tålmodig med dyr' }).last();
      await expect(strength).toContainText(`${name} satte den op · lige nu`);
      await put(hands, phone, 'Skriv noget, der er svært', {
        'Hvad er svært?': 'Morgener er tunge.',
        'Det hjælper': 'At nogen ringer klokken syv.',
      });
      await expect(maja.getByText('At nogen ringer klokken syv.').first()).toBeVisible();
    });

    await test.step('three goals with their steps', async () => {
      for (const [title, area, steps] of GOALS) {
        await hands.press(phone.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }));
        await hands.write(sheet(phone).getByLabel('Hvad vil du gerne?'), title);
        await hands.choose(sheet(phone).getByLabel('Hvor på tavlen hører det til?'), area);
        await hands.press(sheet(phone).getByRole('button', { name: 'Sæt på tavlen' }));
        await expect(lane(phone, area).getByRole('article')).toHaveText(new RegExp(title));
        await expect(note(maja, title)).toContainText(`${name} satte den op · lige nu`);
        for (const step of steps)
          await put(hands, phone, `Nyt skridt: ${title}`, { 'Hvad er det næste lille skridt?': step });
        await expect(note(maja, title)).toContainText(steps.at(-1)!);
      }
      // One step is the consultant's; it stands on the citizen's note with her name.
      await form(
        hands,
        maja,
        maja.getByRole('link', { name: 'Nyt skridt til “Sove om natten”' }),
        async (f) => hands.write(f.getByLabel('Skridt', { exact: true }), 'Prøve øvelserne om aftenen'),
      );
      const step = note(phone, 'Sove om natten').getByRole('listitem').filter({ hasText: 'øvelserne' });
      await expect(step).toContainText('Maja satte den op · lige nu');
    });

    await test.step('promises of both', async () => {
      await put(hands, phone, 'Skriv en aftale, du selv holder', {
        'Hvad vil du gøre?': 'Jeg ringer mandag.',
      });
      const hers = maja.getByRole('listitem').filter({ hasText: 'Jeg ringer mandag.' }).last();
      await expect(hers).toContainText(`${name} satte den op · lige nu`);
      await form(hands, maja, maja.getByRole('link', { name: 'Ny aftale' }), async (f) => {
        await hands.write(f.getByLabel('Aftale', { exact: true }), 'Maja finder et internat.');
        await hands.write(f.getByLabel(/^Hvorfor /), 'Det vil du gerne.');
      });
      const agreement = phone.getByRole('listitem').filter({ hasText: 'Maja finder et internat.' }).last();
      await expect(agreement).toContainText('Maja satte den op · lige nu');
      await form(hands, maja, maja.getByRole('link', { name: 'Ny styrke' }), async (f) => {
        await hands.write(f.getByLabel('Det er borgeren god til'), 'Du siger tingene, som de er.');
        await hands.write(f.getByLabel(/^Hvorfor /), 'Det så jeg i dag.');
      });
      const strength = phone.getByRole('listitem').filter({ hasText: 'som de er' }).last();
      await expect(strength).toContainText(/Maja satte den op · lige nu/);
      await look(`${hands.name}-2-filled`, { phone, maja });
    });

    await test.step('notes are moved about by both', async () => {
      const grip = phone.getByRole('button', { name: 'Flyt eller ret: Rydde op derhjemme' });
      await hands.press(grip);
      await look(`${hands.name}-3-sheet`, { phone });
      await hands.press(sheet(phone).getByRole('button', { name: 'Flyt til …' }));
      await hands.press(sheet(phone).getByRole('button', { name: 'Arbejde' }));
      await expect(lane(phone, 'Arbejde').getByRole('article')).toHaveCount(2);
      await expect(said(phone)).toHaveText('Rydde op derhjemme ligger nu i Arbejde.');
      await expect.poll(() => focused(phone)).toBe('Flyt eller ret: Rydde op derhjemme');
      await hands.press(grip);
      await hands.press(sheet(phone).getByRole('button', { name: 'Flyt op' }));
      await expect(said(phone)).toHaveText('Rydde op derhjemme er nu nummer 1 af 2.');
      await hands.press(sheet(phone).getByRole('button', { name: 'Luk' }));
      await expect.poll(() => focused(phone)).toBe('Flyt eller ret: Rydde op derhjemme');
      const order = lane(phone, 'Arbejde').getByRole('heading', { level: 3 });
      await expect(order).toHaveText(['Rydde op derhjemme', 'Passe hunde']);
      await expect(note(maja, 'Rydde op derhjemme')).toContainText(`${name} flyttede den · `);
      // The desk moves it back by its own buttons, which need no reason; a quiet mark says who.
      await hands.press(maja.getByRole('button', { name: 'Flyt “Passe hunde” op' }));
      await expect(order).toHaveText(['Passe hunde', 'Rydde op derhjemme']);
      await expect(note(phone, 'Passe hunde')).toContainText('Maja flyttede den');

      await hands.press(phone.getByRole('button', { name: 'Flyt eller ret: Sove om natten' }));
      await hands.press(sheet(phone).getByRole('button', { name: 'Gør sedlen lille' }));
      await expect(phone.getByRole('button', { name: 'Nyt skridt: Sove om natten' })).toHaveCount(0);
      await hands.press(phone.getByRole('button', { name: 'Flyt eller ret: Sove om natten' }));
      await hands.press(sheet(phone).getByRole('button', { name: 'Læg til side' }));
      await expect(note(phone, 'Sove om natten')).toHaveCount(0);
      await hands.press(phone.getByRole('button', { name: 'Sæt op igen: Sove om natten' }));
      await expect(note(phone, 'Sove om natten')).toBeVisible();
    });

    await test.step('a photo of the room’s whiteboard', async () => {
      const pictures = lane(phone, 'Billeder');
      await hands.press(pictures.getByRole('button', { name: 'Tag et billede' }));
      await hands.file(sheet(phone).getByRole('button', { name: 'Brug kameraet' }), {
        name: 'IMG_0001.jpg',
        mimeType: 'image/jpeg',
        buffer: await boardPhoto(phone),
      });
      await expect(sheet(phone).getByAltText('Billedet, som det bliver vist')).toBeVisible();
      await hands.write(sheet(phone).getByLabel('Hvad viser billedet?'), 'Tavlen fra vores første møde');
      await look(`${hands.name}-4-photo`, { phone });
      await hands.press(sheet(phone).getByRole('button', { name: 'Sæt op' }));
      await expect(sheet(phone)).toHaveCount(0);
      const there = maja.getByRole('button', { name: 'Vis stort: Tavlen fra vores første møde' });
      await expect(there.locator('img')).toBeVisible();
      await hands.press(there);
      await expect(sheet(maja).getByRole('img')).toBeVisible();
      await expect(sheet(maja)).toContainText(`Sat op af ${name}`);
      await look(`${hands.name}-5-large`, { maja });
      await hands.press(sheet(maja).getByRole('button', { name: 'Luk' }));
    });

    await test.step('the draft is asked about, refused with words, mended and agreed', async () => {
      const what = maja.getByLabel(`Hvad vil du sige til ${name} om udkastet?`);
      const ready = maja.getByRole('button', { name: 'Udkastet er klar' });
      await hands.write(what, 'Det er det, vi talte om i dag.');
      await hands.press(ready);
      await expect(maja.getByText(`Venter på, at ${name} svarer.`)).toBeVisible();
      await hands.press(phone.getByRole('link', { name: 'I dag' }));
      const first = phone.getByRole('article').filter({ hasText: 'Det er det, vi talte om i dag.' }).first();
      await expect(first).toContainText('Et udkast til din plan');
      await hands.press(first.getByRole('button', { name: 'Skriv noget til' }));
      await hands.write(first.getByRole('textbox'), 'Jeg vil helst ringe tirsdag.');
      await look(`${hands.name}-6-draft`, { phone, maja });
      await hands.press(first.getByRole('button', { name: 'Jeg er ikke enig' }));
      await expect(maja.getByText('Jeg vil helst ringe tirsdag.').first()).toBeVisible();
      await look(`${hands.name}-7-refused`, { phone, maja });
      await hands.write(what, 'Så er det tirsdag.');
      await hands.press(ready);
      const again = phone.getByRole('article').filter({ hasText: 'Så er det tirsdag.' }).first();
      await hands.press(again.getByRole('button', { name: 'Jeg er enig' }));
      await expect(maja.getByRole('heading', { name: 'Planen er et udkast' })).toHaveCount(0);
      await expect(maja.getByText(/Aftalt /).first()).toBeVisible();
    });

    await test.step('and the first step is taken', async () => {
      await hands.press(phone.getByRole('link', { name: 'Tavlen', exact: true }));
      await hands.tick(phone.getByRole('checkbox', { name: /Ringe til internatet/ }));
      await expect(phone.getByText('Godt gået!').first()).toBeVisible();
      const ticked = note(maja, 'Passe hunde').getByRole('listitem').filter({ hasText: 'internatet' });
      await expect(ticked).toContainText(`${name} satte flueben · lige nu`);
      await look(`${hands.name}-8-agreed`, { phone, maja });
      // One step at a time: too hard, a smaller bit, done.
      await hands.press(phone.getByRole('link', { name: 'Ét skridt ad gangen' }));
      const now = phone.getByRole('heading', { level: 2 }).first();
      await expect(now).toHaveText('Gå en tur med en hund');
      await hands.press(phone.getByRole('button', { name: 'Det er for svært' }));
      await hands.write(phone.getByLabel('Hvad er en mindre bid af det?'), 'Finde snoren');
      await hands.press(phone.getByRole('button', { name: 'Tag den lille bid først' }));
      await expect(now).toHaveText('Finde snoren');
      await hands.press(phone.getByRole('button', { name: 'Det er gjort' }));
      await expect(phone.getByText('Godt gået!').first()).toBeVisible();
      await expect(note(maja, 'Passe hunde')).toContainText('Finde snoren');
      await look(`${hands.name}-9-step`, { phone });
    });

    await test.step('the server has it all, once', async () => {
      // The last writes may still be on their way.
      await expect(async () => {
        const plan = await planOf(phone);
        const [citizen, consultant] = [plan.citizen.id, plan.consultant];
        expect(plan.plan).toMatchObject({ status: 'active', version: 1 });
        expect(plan.dream?.text).toBe('Et arbejde med dyr.');
        expect(plan.strengths.map((s) => s.text).sort()).toEqual([
          'Du siger tingene, som de er.',
          'Jeg er tålmodig med dyr.',
        ]);
        expect(plan.challenges.map((c) => [c.text, c.what_helps])).toEqual([
          ['Morgener er tunge.', 'At nogen ringer klokken syv.'],
        ]);
        const stepsOf = (title: string) => {
          const { id } = plan.goals.find((g) => g.title === title)!;
          return plan.steps
            .filter((s) => s.goal === id)
            .map((s) => [s.text, s.status])
            .sort();
        };
        expect(plan.goals.map((g) => [g.title, g.area, g.status]).sort()).toEqual([
          ['Passe hunde', 'work', 'active'],
          ['Rydde op derhjemme', 'work', 'active'],
          ['Sove om natten', 'body', 'active'],
        ]);
        expect(stepsOf('Passe hunde')).toEqual([
          ['Finde snoren', 'done'],
          ['Gå en tur med en hund', 'active'],
          ['Ringe til internatet', 'done'],
        ]);
        expect(stepsOf('Sove om natten').map(([text]) => text)).toEqual([
          'Prøve øvelserne om aftenen',
          'Slukke telefonen kl. 22',
        ]);
        expect(stepsOf('Rydde op derhjemme').map(([text]) => text)).toEqual(['Tage køkkenet først']);
        expect(plan.agreements.map((a) => [a.text, a.responsible]).sort()).toEqual(
          [
            ['Jeg ringer mandag.', citizen],
            ['Maja finder et internat.', consultant],
          ].sort(),
        );
        expect(plan.attachments).toMatchObject([
          { text: 'Tavlen fra vores første møde', media: 'photo', on: { kind: 'board' } },
        ]);
        expect(
          plan.plan_changes
            .map((c) => c.citizen_answer)
            .filter(Boolean)
            .sort(),
        ).toEqual(['agree', 'disagree']);
      }).toPass({ timeout: 10_000 });
    });
    await noLoads();
    await phone.context().close();
    await maja.context().close();
  });
}
