/** Reading aloud: offered only where the phone itself has a voice, from where one looks, and silent when one turns away. */
import type { Browser, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation';
import { stumbles } from './judge';
import { look } from './look';

interface Heard {
  text: string;
  lang: string;
  rate: number;
  voice: string;
}
declare global {
  interface Window {
    heard: Heard[];
    /** Lets the voice come to the end of what it says now. */
    sayOn: () => void;
    nameVoices: () => void;
  }
}

/** A voice that is there after a while, as in most browsers, and speaks when the test lets it. */
async function voices(page: Page, all: { lang: string; localService: boolean }[]) {
  await page.addInitScript((all) => {
    let named = false;
    let queue: SpeechSynthesisUtterance[] = [];
    window.heard = [];
    const synth = new EventTarget() as EventTarget & Record<string, unknown>;
    Object.assign(synth, {
      getVoices: () =>
        named ? all.map((v) => ({ ...v, name: v.lang, voiceURI: v.lang, default: true })) : [],
      speak: (said: SpeechSynthesisUtterance) => {
        queue.push(said);
        window.heard.push({
          text: said.text,
          lang: said.lang,
          rate: said.rate,
          voice: said.voice?.name ?? '',
        });
      },
      cancel: () => {
        const gone = queue;
        queue = [];
        for (const said of gone)
          said.onerror?.({ error: 'interrupted' } as unknown as SpeechSynthesisErrorEvent);
      },
    });
    window.nameVoices = () => {
      named = true;
      synth.dispatchEvent(new Event('voiceschanged'));
    };
    window.sayOn = () => queue.shift()?.onend?.(new Event('end') as SpeechSynthesisEvent);
    Object.defineProperty(window, 'speechSynthesis', { value: synth });
    window.SpeechSynthesisUtterance = class {
      lang = '';
      rate = 1;
      voice = null;
      constructor(public text: string) {}
    } as unknown as typeof SpeechSynthesisUtterance;
  }, all);
}
async function open(
  browser: Browser,
  installation: Installation,
  all: { lang: string; localService: boolean }[] | undefined,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  if (all) await voices(page, all);
  await signIn(page, installation, 'peter');
  return page;
}
const said = (page: Page) => page.evaluate(() => window.heard.map((h) => h.text));

test('a page is read from where one looks, piece by piece, and stops', async ({ browser, installation }) => {
  const page = await open(browser, installation, [{ lang: 'da-DK', localService: true }]);
  const read = page.getByRole('button', { name: 'Læs op' });
  await page.goto('/i-dag');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation')).toBeVisible();
  await expect(read).toHaveCount(0);
  await expect
    .poll(() =>
      page.evaluate(() => {
        window.nameVoices();
        return [...document.querySelectorAll('button')].some((b) => b.textContent?.includes('Læs op'));
      }),
    )
    .toBe(true);

  const title = (await page.getByRole('heading', { level: 1 }).textContent())!.trim();
  await read.focus();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await said(page))[0]).toBe(title);
  const pause = page.getByRole('button', { name: 'Pause' });
  await expect(pause).toBeFocused();
  await expect(page.locator('h1[data-aloud]')).toHaveCount(1);
  // To the end of what is said; then the next piece, and nothing before its time.
  await page.evaluate(() => window.sayOn());
  await expect.poll(async () => (await said(page)).length).toBeGreaterThan(1);
  await expect(page.locator('h1[data-aloud]')).toHaveCount(0);
  const heard = await page.evaluate(() => window.heard);
  for (const h of heard) expect(h).toMatchObject({ voice: 'da-DK', lang: 'da-DK' });

  await look('aloud', { page });
  expect(await stumbles(page)).toEqual([]);

  // A pause says the same piece again when one reads on; slowly is slower.
  const before = (await said(page)).at(-1);
  await pause.click();
  await page.getByRole('button', { name: 'Langsomt' }).click();
  const count = (await said(page)).length;
  await page.getByRole('button', { name: 'Læs videre' }).click();
  const again = await page.evaluate((count) => window.heard.slice(count), count);
  expect(again.map((h) => h.text)).toContain(before);
  expect(again[0]!.rate).toBeLessThan(heard[0]!.rate);

  await page.keyboard.press('Escape');
  await expect(read).toBeVisible();
  await expect(page.locator('[data-aloud]')).toHaveCount(0);

  // Further down the page it begins there, and another page is silent until it is asked.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.evaluate(() => (window.heard = []));
  await read.click();
  await expect.poll(async () => (await said(page)).length).toBeGreaterThan(0);
  expect((await said(page))[0]).not.toBe(title);
  await page.evaluate(() => (window.heard = []));
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('link', { name: 'Tavlen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /tavle/i })).toBeVisible();
  expect(await said(page)).toEqual([]);
  await expect(read).toBeVisible();
  await page.context().close();
});

test('a voice that is not on the phone is no voice, and without one nothing is offered', async ({
  browser,
  installation,
}) => {
  for (const all of [
    undefined,
    [{ lang: 'da-DK', localService: false }],
    [{ lang: 'en-GB', localService: true }],
  ]) {
    const page = await open(browser, installation, all);
    await page.goto('/i-dag');
    await expect(page.getByRole('navigation')).toBeVisible();
    // The worker stands: what comes after the first content has come.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      window.nameVoices?.();
    });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Læs op' })).toHaveCount(0);
    await page.context().close();
  }
});
