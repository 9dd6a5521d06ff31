/** Voices and photos in messages: made without net, there exactly once, heard at the desk, and answered with a voice. */
import type { Browser, Page } from '@playwright/test';
import { atRest, expect, signIn, test, working, type Installation } from './installation';
import { stumbles } from './judge';
import config from './playwright.config';

// Chromium's own microphone of this file: it beeps, and says yes by itself.
const launch = config.use!.launchOptions!;
test.use({
  launchOptions: {
    ...launch,
    args: [
      ...launch.args!,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  },
});

async function open(browser: Browser, installation: Installation, who: string, options = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: installation.url, ...options });
  const page = await context.newPage();
  await signIn(page, installation, who);
  return page;
}
const phoneOf = (browser: Browser, installation: Installation, who = 'peter') =>
  open(browser, installation, who, { viewport: { width: 390, height: 844 }, hasTouch: true });
const axe = async (page: Page) => {
  expect(await stumbles(page)).toEqual([]);
};
/** Taps to begin, waits until the clock says that two seconds are there, and taps to stop. */
async function say(page: Page) {
  await page.getByRole('button', { name: 'Indtal en besked' }).click();
  await expect(page.getByRole('timer')).toHaveText(/^0:02 af 5:00$/);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('paragraph').filter({ hasText: 'Hør den først, hvis du vil.' })).toBeVisible();
}
interface Sent {
  id: string;
  from: string;
  text: string;
  kind: string;
  attachment?: { id: string; kind: string; alt: string; duration_s?: number; wave?: number[] };
}
const messages = (page: Page, plan: string) =>
  page.evaluate(
    async (plan) => (await (await fetch(`/api/v1/plans/${plan}/messages`)).json()).messages as Sent[],
    plan,
  );
const planOf = (page: Page) =>
  page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
/** The loudest sample of what the server gives, and what the bytes say of their maker. */
const heard = (page: Page, plan: string, id: string) =>
  page.evaluate(
    async ([plan, id]) => {
      const answer = await fetch(`/api/v1/plans/${plan}/attachments/${id}/content`);
      const bytes = await answer.arrayBuffer();
      const text = new TextDecoder('latin1').decode(bytes);
      const sound = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes);
      const loudest = sound.getChannelData(0).reduce((most, v) => Math.max(most, Math.abs(v)), 0);
      return { type: answer.headers.get('content-type'), loudest, seconds: sound.duration, text };
    },
    [plan, id],
  );

test('a voice and a photo made without net arrive once, are heard at the desk, and answered with a voice', async ({
  browser,
  installation,
}) => {
  const page = await phoneOf(browser, installation);
  await page.goto('/beskeder');
  const record = page.getByRole('button', { name: 'Indtal en besked' });
  await expect(record).toBeVisible();
  await working(page);
  await page.reload();
  await expect(record).toBeVisible();
  // What records is fetched for the phone, but runs nowhere before a tap.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await Promise.all((await caches.keys()).map(async (n) => (await caches.open(n)).keys()));
        return kept.flat().some((r) => r.url.includes('tools'));
      }),
    )
    .toBe(true);
  const plan = await planOf(page);
  const before = (await messages(page, plan)).length;

  await page.context().setOffline(true);
  await say(page);
  await axe(page);
  const player = page.getByRole('button', { name: 'Hør', exact: true });
  await player.click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  // The page goes before anything was sent; what was said is there, sealed.
  await page.reload();
  await expect(page.getByText('Du har en talebesked, der ikke er sendt.')).toBeVisible();
  const records = await atRest(page);
  expect(records.some((r) => r.includes('draft/voice/'))).toBe(true);
  for (const r of records) expect(r.includes('OpusHead')).toBe(false);
  await page
    .locator('section, article, div')
    .filter({ has: page.getByRole('heading', { name: 'Din talebesked' }) })
    .last()
    .getByRole('button', { name: 'Send' })
    .click();
  await expect(page.getByText('Venter på net', { exact: true })).toHaveCount(1);

  const jpeg = Buffer.from(
    await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [400, 200];
      canvas.getContext('2d')!.fillRect(0, 0, 200, 200);
      return canvas.toDataURL('image/jpeg').split(',')[1]!;
    }),
    'base64',
  );
  await page.getByRole('button', { name: 'Tag et billede' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .locator('[data-from="camera"]')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: jpeg });
  await expect(dialog.getByAltText('Billedet, som det bliver vist')).toBeVisible();
  await dialog.getByLabel('Hvad viser billedet?').fill('Brevet fra lægen');
  await dialog.getByRole('button', { name: 'Send' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Venter på net', { exact: true })).toHaveCount(2);
  await expect(
    page.getByRole('button', { name: 'Vis stort: Brevet fra lægen' }).locator('img'),
  ).toBeVisible();
  await axe(page);

  // The first answer to each is lost after the server took it.
  const lost = new Set<string>();
  await page.route(/\/(attachments|messages)\/[\w-]{22}$/, async (route) => {
    const url = route.request().url();
    if (lost.has(url)) return route.continue();
    lost.add(url);
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.context().setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(async () => (await messages(page, plan)).length, { timeout: 60_000 }).toBe(before + 2);
  await expect(page.getByText('Venter på net', { exact: true })).toHaveCount(0, { timeout: 60_000 });
  expect(lost.size).toBe(4);
  const sent = (await messages(page, plan)).slice(before);
  expect(sent.map((m) => m.kind)).toEqual(['voice', 'photo']);
  const voice = sent[0]!.attachment!;
  expect(voice.duration_s).toBeGreaterThanOrEqual(2);
  expect(voice.duration_s).toBeLessThanOrEqual(5);
  expect(voice.wave!.length).toBeGreaterThan(5);
  expect(sent[1]!.attachment!.alt).toBe('Brevet fra lægen');
  expect((await atRest(page)).some((r) => r.includes('draft/voice/') || r.includes('draft/picture/'))).toBe(
    false,
  );

  // Maja sees both, hears that somebody spoke, and answers the same way.
  const maja = await open(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await maja.goto(`/bord/${plan}/beskeder`);
  const listen = maja.getByRole('button', { name: `Hør det her, ${voice.duration_s} sek.` });
  await expect(listen).toBeVisible();
  await expect(
    maja.getByRole('button', { name: 'Vis stort: Brevet fra lægen' }).locator('img'),
  ).toBeVisible();
  const sound = await heard(maja, plan, voice.id);
  expect(sound.type).toBe('audio/webm');
  expect(sound.loudest).toBeGreaterThan(0.01);
  expect(sound.seconds).toBeGreaterThan(1.5);
  for (const maker of ['Chrome', 'libwebm', 'Lavf', 'DateUTC']) expect(sound.text).not.toContain(maker);
  await listen.click();
  await expect(maja.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(maja.getByRole('slider', { name: 'Hvor langt henne' })).not.toHaveValue('0');
  await axe(maja);
  await say(maja);
  const mine = maja.getByRole('heading', { name: 'Din talebesked' });
  await maja.locator('.card').filter({ has: mine }).getByRole('button', { name: 'Send' }).click();
  await expect(mine).toHaveCount(0);
  await expect.poll(async () => (await messages(page, plan)).length).toBe(before + 3);
  const answer = (await messages(page, plan)).at(-1)!;
  expect(answer.kind).toBe('voice');
  expect((await heard(page, plan, answer.attachment!.id)).loudest).toBeGreaterThan(0.01);
  await expect(page.getByRole('button', { name: /^Hør det her/ })).toHaveCount(2);

  // While Maja is away Jonas answers for her: he hears what Peter says then, and Peter hears him.
  await maja.goto('/bord');
  await maja.getByRole('link', { name: 'Fravær og afløser' }).click();
  await maja.getByLabel('Første dag').first().fill('24.11.2026');
  await maja.getByLabel('Sidste dag').first().fill('27.11.2026');
  await maja.getByLabel('Hvem svarer imens?').selectOption({ label: 'Jonas Jævnsen' });
  await maja.getByRole('button', { name: 'Gem' }).click();
  await expect(maja.getByText(/Jonas Jævnsen svarer imens/)).toBeVisible();
  await maja.context().close();
  await expect(page.getByText('Jonas svarer for Maja til og med fredag 27. november.')).toBeVisible();
  await say(page);
  await page
    .locator('.card')
    .filter({ has: page.getByRole('heading', { name: 'Din talebesked' }) })
    .getByRole('button', { name: 'Send' })
    .click();
  await expect.poll(async () => (await messages(page, plan)).length, { timeout: 60_000 }).toBe(before + 4);
  const second = (await messages(page, plan)).at(-1)!.attachment!;
  const jonas = await open(browser, installation, 'jonas', { viewport: { width: 1280, height: 900 } });
  await jonas.goto(`/bord/${plan}/beskeder`);
  const last = jonas.getByRole('button', { name: `Hør det her, ${second.duration_s} sek.` }).last();
  await expect(last).toBeVisible();
  expect((await heard(jonas, plan, second.id)).loudest).toBeGreaterThan(0.01);
  await last.click();
  await expect(jonas.getByRole('button', { name: 'Pause' })).toBeVisible();
  await say(jonas);
  const his = jonas.getByRole('heading', { name: 'Din talebesked' });
  await jonas.locator('.card').filter({ has: his }).getByRole('button', { name: 'Send' }).click();
  await expect.poll(async () => (await messages(page, plan)).length).toBe(before + 5);
  const answered = (await messages(page, plan)).at(-1)!;
  expect((await heard(page, plan, answered.attachment!.id)).loudest).toBeGreaterThan(0.01);
  await expect(page.locator('.bubble').last()).toContainText('Jonas');
  await jonas.context().close();
  await page.context().close();
});

test('no microphone, or a no to it: said plainly, and one can write', async ({ browser, installation }) => {
  const page = await phoneOf(browser, installation);
  await page.addInitScript(() => {
    const no = { refused: 'NotAllowedError', none: 'NotFoundError' };
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('', no[sessionStorage.getItem('mic') as keyof typeof no]));
  });
  for (const [why, says] of [
    ['refused', 'Vi må ikke bruge mikrofonen.'],
    ['none', 'Vi kan ikke finde en mikrofon.'],
  ] as const) {
    await page.goto('/beskeder');
    await page.evaluate((why) => sessionStorage.setItem('mic', why), why);
    await page.getByRole('button', { name: 'Indtal en besked' }).click();
    await expect(page.getByText(says)).toBeVisible();
    await axe(page);
    await expect(page.getByRole('textbox')).toBeVisible();
    await page.getByRole('button', { name: 'Skriv i stedet' }).click();
    await expect(page.getByText(says)).toHaveCount(0);
    await expect(page.getByRole('textbox')).toBeVisible();
  }
  await page.context().close();
});
