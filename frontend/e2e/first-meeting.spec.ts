/**
 * A whole first meeting on two devices at once: the citizen's phone and the consultant's desk. Dream, strengths, what is
 * hard and what helps, three goals with their steps, agreements of both; moved about, made large, put aside, taken out
 * again. Played with touch alone, then with the keyboard alone.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { keys, touch, type Hands } from './hands';
import { expect, signIn, test, type Installation } from './installation';

async function device(
  browser: Browser,
  installation: Installation,
  width: number,
  more: object = {},
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width, height: width > 800 ? 900 : 844 },
    hasTouch: true,
    ...more,
  });
  return [context, await context.newPage()];
}
const said = (page: Page) => page.locator('[role=status][aria-live=polite]').last();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
const openDialog = (page: Page) => page.getByRole('dialog');

/** The consultant makes the citizen at her desk and hands over a link. */
async function newCitizen(maja: Page, installation: Installation, name: string): Promise<string> {
  await signIn(maja, installation, 'maja');
  await maja.goto('/bord/ny');
  await maja.getByRole('textbox', { name: 'Navn', exact: true }).fill(name);
  await maja.getByRole('button', { name: 'Opret borger' }).click();
  const link = maja.locator('p.link');
  await expect(link).toContainText('/ind/');
  return /http\S+/.exec(await link.innerText())![0];
}

for (const hands of [touch, keys]) {
  test(`a first meeting, played with ${hands.name} alone`, async ({ browser, installation }) => {
    const [deskContext, maja] = await device(browser, installation, 1280);
    const link = await newCitizen(maja, installation, hands === touch ? 'Berit Begynder' : 'Karl Kommende');
    const name = hands === touch ? 'Berit' : 'Karl';
    const [context, phone] = await device(browser, installation, 390);
    await phone.goto(link);
    await hands.press(phone.getByRole('button', { name: 'Kom ind på Tavlen' }));
    await phone.waitForURL(/i-dag/);
    await hands.press(phone.getByRole('link', { name: 'Tavlen', exact: true }));
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Min tavle');
    await maja.getByRole('link', { name: new RegExp(`Tilbage til ${name}`) }).click();

    await hands.press(phone.getByRole('button', { name: 'Skriv min drøm' }));
    await hands.write(openDialog(phone).getByRole('textbox'), 'Et arbejde med dyr.');
    await hands.press(openDialog(phone).getByRole('button', { name: 'Gem' }));
    await expect(maja.getByText('Et arbejde med dyr.').first()).toBeVisible();

    await put(hands, phone, 'Skriv noget, du er god til', {
      'Hvad er du god til?': 'Jeg er tålmodig med dyr.',
    });
    await expect(maja.getByText('Jeg er tålmodig med dyr.').first()).toBeVisible();
    await put(hands, phone, 'Skriv noget, der er svært', {
      'Hvad er svært?': 'Morgener er tunge.',
      'Det hjælper': 'At nogen ringer klokken syv.',
    });
    await expect(maja.getByText('At nogen ringer klokken syv.').first()).toBeVisible();

    const goals: [string, string, string[]][] = [
      ['Passe hunde', 'Arbejde', ['Ringe til internatet', 'Gå en tur med en hund']],
      ['Sove om natten', 'Krop og helbred', ['Slukke telefonen kl. 22']],
      ['Rydde op derhjemme', 'Hjem', ['Tage køkkenet først']],
    ];
    for (const [title, lane, steps] of goals) {
      await hands.press(phone.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }));
      await hands.write(openDialog(phone).getByLabel('Hvad vil du gerne?'), title);
      await hands.choose(openDialog(phone).getByLabel('Hvor på tavlen hører det til?'), lane);
      await hands.press(openDialog(phone).getByRole('button', { name: 'Sæt på tavlen' }));
      await expect(phone.getByRole('region', { name: lane }).getByRole('article')).toHaveText(
        new RegExp(title),
      );
      for (const step of steps)
        await put(hands, phone, `Nyt skridt: ${title}`, { 'Hvad er det næste lille skridt?': step });
      await expect(maja.getByRole('article', { name: title })).toContainText(steps.at(-1)!);
    }
    await put(hands, phone, 'Skriv en aftale, du selv holder', {
      'Hvad vil du gøre?': 'Jeg ringer mandag.',
    });
    await expect(maja.getByText('Jeg ringer mandag.').first()).toBeVisible();

    // The consultant promises something and adds a strength, with her reasons; the phone has both without a pull.
    await maja.getByRole('link', { name: 'Ny aftale' }).click();
    await maja.getByLabel('Aftale', { exact: true }).fill('Maja finder et internat.');
    await maja.getByLabel(/^Hvorfor /).fill('Det vil du gerne.');
    await maja.getByRole('button', { name: 'Gem' }).click();
    await expect(phone.getByText('Maja finder et internat.').first()).toBeVisible();
    await maja.getByRole('link', { name: 'Ny styrke' }).click();
    await maja.getByLabel('Det er borgeren god til').fill('Du siger tingene, som de er.');
    await maja.getByLabel(/^Hvorfor /).fill('Det så jeg i dag.');
    await maja.getByRole('button', { name: 'Gem' }).click();
    const strength = phone.getByRole('listitem').filter({ hasText: 'som de er' }).last();
    await expect(strength).toContainText(/Maja satte den op · lige nu/);

    // Moved to another lane: the keyboard goes with it, and it is said.
    const grip = phone.getByRole('button', { name: 'Flyt eller ret: Rydde op derhjemme' });
    await hands.press(grip);
    await hands.press(openDialog(phone).getByRole('button', { name: 'Flyt til …' }));
    await hands.press(openDialog(phone).getByRole('button', { name: 'Arbejde' }));
    await expect(phone.getByRole('region', { name: 'Arbejde' }).getByRole('article')).toHaveCount(2);
    await expect(said(phone)).toHaveText('Rydde op derhjemme ligger nu i Arbejde.');
    await expect.poll(() => focused(phone)).toBe('Flyt eller ret: Rydde op derhjemme');
    // And up: the first of its lane, on both devices.
    await hands.press(grip);
    await hands.press(openDialog(phone).getByRole('button', { name: 'Flyt op' }));
    await expect(said(phone)).toHaveText('Rydde op derhjemme er nu nummer 1 af 2.');
    await hands.press(openDialog(phone).getByRole('button', { name: 'Luk' }));
    await expect.poll(() => focused(phone)).toBe('Flyt eller ret: Rydde op derhjemme');
    await expect(
      phone.getByRole('region', { name: 'Arbejde' }).getByRole('heading', { level: 3 }),
    ).toHaveText(['Rydde op derhjemme', 'Passe hunde']);

    // The desk moves it back by its own buttons, which need no reason; a quiet mark says who.
    await maja.getByRole('button', { name: 'Flyt “Passe hunde” op' }).click();
    await expect(
      phone.getByRole('region', { name: 'Arbejde' }).getByRole('heading', { level: 3 }),
    ).toHaveText(['Passe hunde', 'Rydde op derhjemme']);
    await expect(phone.getByRole('article', { name: 'Passe hunde' })).toContainText('Maja flyttede den');

    // Small, aside, and out again.
    await hands.press(phone.getByRole('button', { name: 'Flyt eller ret: Sove om natten' }));
    await hands.press(openDialog(phone).getByRole('button', { name: 'Gør sedlen lille' }));
    await expect(phone.getByRole('button', { name: 'Nyt skridt: Sove om natten' })).toHaveCount(0);
    await hands.press(phone.getByRole('button', { name: 'Flyt eller ret: Sove om natten' }));
    await hands.press(openDialog(phone).getByRole('button', { name: 'Læg til side' }));
    await expect(phone.getByRole('article', { name: 'Sove om natten' })).toHaveCount(0);
    await hands.press(phone.getByRole('button', { name: 'Sæt op igen: Sove om natten' }));
    await expect(phone.getByRole('article', { name: 'Sove om natten' })).toBeVisible();

    // Ticked on the note, and cheered.
    await hands.tick(phone.getByRole('checkbox', { name: /Ringe til internatet/ }));
    await expect(phone.getByText('Godt gået!').first()).toBeVisible();

    // One step at a time: too hard, a smaller bit, done.
    await hands.press(phone.getByRole('link', { name: 'Ét skridt ad gangen' }));
    await expect(phone.getByRole('heading', { level: 2 }).first()).toHaveText('Gå en tur med en hund');
    await hands.press(phone.getByRole('button', { name: 'Det er for svært' }));
    await hands.write(phone.getByLabel('Hvad er en mindre bid af det?'), 'Finde snoren');
    await hands.press(phone.getByRole('button', { name: 'Tag den lille bid først' }));
    await expect(phone.getByRole('heading', { level: 2 }).first()).toHaveText('Finde snoren');
    await hands.press(phone.getByRole('button', { name: 'Det er gjort' }));
    await expect(phone.getByText('Godt gået!').first()).toBeVisible();
    await expect(maja.getByRole('article', { name: 'Passe hunde' })).toContainText('Finde snoren');
    await context.close();
    await deskContext.close();
  });
}

/** Opens a sheet by its button, writes what it asks for, and puts it up; the keyboard comes back to the button. */
async function put(hands: Hands, page: Page, button: string, fields: Record<string, string>): Promise<void> {
  const opener = page.getByRole('button', { name: button, exact: true });
  await hands.press(opener);
  for (const [label, text] of Object.entries(fields))
    await hands.write(openDialog(page).getByLabel(label), text);
  await hands.press(openDialog(page).getByRole('button', { name: 'Sæt på tavlen' }));
  await expect(openDialog(page)).toHaveCount(0);
  await expect(opener).toBeFocused();
}

test('two people change the same words: both texts are shown, and neither is lost', async ({
  browser,
  installation,
}) => {
  const [one, here] = await device(browser, installation, 390);
  const [two, there] = await device(browser, installation, 390);
  for (const page of [here, there]) {
    await signIn(page, installation, 'peter');
    await page.goto('/tavlen');
    await page.getByRole('button', { name: /Flyt eller ret: Jeg er rolig/ }).tap();
    await openDialog(page).getByRole('button', { name: 'Ret ordene' }).tap();
  }
  await openDialog(here).getByRole('textbox').fill('Jeg er rolig i myldretiden.');
  await openDialog(here).getByRole('button', { name: 'Gem' }).tap();
  await expect(openDialog(there).getByRole('heading')).toHaveText('Jeg er rolig i myldretiden.');
  await openDialog(there).getByRole('textbox').fill('Jeg er rolig om morgenen.');
  await openDialog(there).getByRole('button', { name: 'Gem' }).tap();
  const notice = there.getByRole('alert');
  await expect(notice).toContainText('Jeg er rolig i myldretiden.');
  await expect(notice).toContainText('Jeg er rolig om morgenen.');
  await notice.getByRole('button', { name: 'Brug mit' }).tap();
  await expect(here.getByText('Jeg er rolig om morgenen.')).toBeVisible();
  await one.close();
  await two.close();
});

test('a note is dragged to another lane with a finger, and the keyboard stays with it', async ({
  browser,
  installation,
}) => {
  const [context, page] = await device(browser, installation, 1280);
  await signIn(page, installation, 'peter');
  await page.goto('/tavlen');
  const grip = page.getByRole('button', { name: 'Flyt eller ret: Stå op klokken 7 på hverdage' });
  const lane = page.getByRole('region', { name: 'Arbejde' });
  await lane.waitFor();
  const cdp = await context.newCDPSession(page);
  const from = (await grip.boundingBox())!;
  const to = (await lane.getByRole('heading', { level: 2 }).boundingBox())!;
  const start = { x: from.x + 20, y: from.y + 20 };
  const end = { x: to.x + 60, y: to.y + 20 };
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [start] });
  for (let n = 1; n <= 10; n++)
    await cdp.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ x: start.x + ((end.x - start.x) * n) / 10, y: start.y + ((end.y - start.y) * n) / 10 }],
    });
  await expect(page.locator('[data-drop]')).toHaveCount(1);
  await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(lane.getByRole('heading', { level: 3 })).toHaveText([
    'Stå op klokken 7 på hverdage',
    'Et job med løn',
  ]);
  await expect.poll(() => focused(page)).toBe('Flyt eller ret: Stå op klokken 7 på hverdage');
  await expect(openDialog(page)).toHaveCount(0);
  await context.close();
});

test('a heavy day shows one thing and the direct line, and the phone remembers it', async ({
  browser,
  installation,
}) => {
  const [context, page] = await device(browser, installation, 390);
  await signIn(page, installation, 'peter');
  await page.goto('/skridt');
  await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bare det her i dag');
  await expect(page.getByRole('link', { name: 'Ring til Maja' })).toHaveAttribute('href', /^tel:/);
  await page.goto('/i-dag');
  await expect(page).toHaveURL(/skridt/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bare det her i dag');
  const first = await page.getByRole('heading', { level: 2 }).first().innerText();
  await page.getByRole('button', { name: 'Ikke i dag' }).tap();
  await expect(page.getByRole('heading', { level: 2 }).first()).not.toHaveText(first);
  await page.getByRole('button', { name: 'Vis det hele igen' }).tap();
  await page.getByRole('link', { name: 'I dag' }).tap();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Godmorgen, Peter');
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 320, 1280]) {
    test(`the rooms of the board are accessible, ${colorScheme}, ${width} px wide`, async ({
      browser,
      installation,
    }) => {
      const [context, page] = await device(browser, installation, width, { colorScheme });
      await signIn(page, installation, 'peter');
      const judge = async (where: string) => {
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => `${where}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([]);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
      };
      for (const room of ['/tavlen', '/tavlen/tid', '/skridt']) {
        await page.goto(room);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await judge(room);
      }
      await page.goto('/tavlen');
      await page.getByRole('button', { name: 'Flyt eller ret: Et job med løn' }).tap();
      await judge('the sheet of a goal');
      await openDialog(page).getByRole('button', { name: 'Flyt til …' }).tap();
      await judge('where to move it');
      await openDialog(page).getByRole('button', { name: 'Luk' }).tap();
      await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).tap();
      await openDialog(page).getByRole('button', { name: 'Sæt på tavlen' }).tap();
      await judge('a new goal without words');
      await openDialog(page).getByRole('button', { name: 'Luk' }).tap();
      await page.getByRole('link', { name: 'Et job med løn' }).tap();
      await judge('the road of a goal');
      await page.goto('/skridt');
      await page.getByRole('button', { name: 'Det er en tung dag' }).tap();
      await judge('a heavy day');
      await context.close();
    });
  }
}
