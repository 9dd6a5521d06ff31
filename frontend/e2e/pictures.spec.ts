/** Photos and drawings: clean before they leave the phone, kept through everything, on the plan exactly once. */
import type { Browser, Page, Request } from '@playwright/test';
import { atRest, expect, test, working, type Installation } from './installation';
import { nothingWrong, open } from './judge';

/** What a phone's camera tells beside the picture; none of it may be anywhere once the photo was chosen. */
const CANARIES = ['CanaryCam', 'CanaryPlace', 'CanaryComment', 'Exif', '2026:11:20'];

/** A JPEG whose left half is red, with a camera, a time, a place and an orientation: shown upright it is red on top. */
async function photo(page: Page, width = 400, height = 200): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([width, height]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width!, height!];
      const paper = canvas.getContext('2d')!;
      paper.fillStyle = '#1040d0';
      paper.fillRect(0, 0, width!, height!);
      paper.fillStyle = '#d01010';
      paper.fillRect(0, 0, width! / 2, height!);
      return canvas.toDataURL('image/jpeg', 0.95).split(',')[1]!;
    },
    [width, height],
  );
  const plain = Buffer.from(base64, 'base64');
  const mark = (kind: number, body: Buffer) => {
    const head = Buffer.from([0xff, kind, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const entry = (tag: number, type: number, count: number, value: number) => {
    const b = Buffer.alloc(12);
    b.writeUInt16BE(tag, 0);
    b.writeUInt16BE(type, 2);
    b.writeUInt32BE(count, 4);
    if (type === 3) b.writeUInt16BE(value, 8);
    else b.writeUInt32BE(value, 8);
    return b;
  };
  const texts = 8 + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08\0\x04', 'latin1'),
    entry(0x010f, 2, 10, texts),
    entry(0x0112, 3, 1, 6),
    entry(0x0132, 2, 20, texts + 10),
    entry(0x8825, 4, 1, texts + 30),
    Buffer.alloc(4),
    Buffer.from('CanaryCam\x002026:11:20 08:15:00\0', 'latin1'),
    Buffer.from([0, 1]),
    entry(1, 2, 2, 0x4e000000),
    Buffer.alloc(4),
  ]);
  return Buffer.concat([
    plain.subarray(0, 2),
    mark(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    mark(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>CanaryPlace 55.6761</x>')),
    mark(0xfe, Buffer.from('CanaryComment')),
    plain.subarray(2),
  ]);
}

const phone = (browser: Browser, installation: Installation, who = 'peter', options: object = {}) =>
  open(browser, installation, who, { viewport: { width: 390, height: 844 }, hasTouch: true, ...options });

const dialog = (page: Page) => page.getByRole('dialog');
const pictures = (page: Page) => page.getByRole('region', { name: 'Billeder' });
/** Opens the dialog for a photo on the board and gives it a file. */
async function choose(page: Page, buffer: Buffer, name = 'IMG_0001.jpg', mimeType = 'image/jpeg') {
  await pictures(page).getByRole('button', { name: 'Tag et billede' }).click();
  await dialog(page).locator('[data-from="camera"]').setInputFiles({ name, mimeType, buffer });
}
async function putUp(page: Page, text: string) {
  await dialog(page).getByLabel('Hvad viser billedet?').fill(text);
  await dialog(page).getByRole('button', { name: 'Sæt op' }).click();
  await expect(dialog(page)).toHaveCount(0);
}
const uploads = (page: Page): Request[] => {
  const seen: Request[] = [];
  page.on('request', (r) => {
    if (r.method() === 'PUT' && /\/attachments\/[\w-]{22}$/.test(r.url())) seen.push(r);
  });
  return seen;
};
/** How often a picture of this text is on the server's plan. */
const onThePlan = (page: Page, text: string): Promise<number> =>
  page.evaluate(async (text) => {
    const { plan } = await (await fetch('/api/v1/me')).json();
    const { attachments } = await (await fetch(`/api/v1/plans/${plan.id}`)).json();
    return (attachments as { text: string }[]).filter((p) => p.text === text).length;
  }, text);
const clean = (bytes: Buffer | string) => {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1');
  for (const canary of CANARIES) expect(text.includes(canary), canary).toBe(false);
};

test('a photo without net: sealed on the phone, through a reload, up once, without a word of the camera', async ({
  browser,
  installation,
}) => {
  const page = await phone(browser, installation);
  await page.goto('/tavlen');
  await pictures(page).waitFor();
  await working(page);
  await page.reload();
  await pictures(page).waitFor();
  const sent = uploads(page);
  const original = await photo(page);
  expect(original.includes('CanaryCam') && original.includes('CanaryPlace')).toBe(true);

  await page.context().setOffline(true);
  await choose(page, original);
  await expect(dialog(page).getByAltText('Billedet, som det bliver vist')).toBeVisible();
  // The words are asked for; without them nothing goes up.
  await dialog(page).getByRole('button', { name: 'Sæt op' }).click();
  await expect(dialog(page).getByText('Skriv, hvad man kan se.')).toBeVisible();
  await putUp(page, 'Tavlen fra mødet med Maja');
  const shown = pictures(page).getByRole('button', { name: 'Vis stort: Tavlen fra mødet med Maja' });
  await expect(shown.locator('img')).toBeVisible();
  await expect(pictures(page).getByText('Venter på net')).toBeVisible();

  // As it lies on the phone: sealed, and clean even if it were not.
  const records = await atRest(page);
  expect(records.some((r) => r.includes('draft/picture/'))).toBe(true);
  for (const record of records) {
    clean(record);
    expect(record).not.toContain('Tavlen fra mødet');
    expect(record).not.toContain('JFIF');
  }
  await page.reload();
  await expect(shown.locator('img')).toBeVisible();

  // The first answer is lost after the server took it: it is up once all the same.
  let cut = 0;
  await page.route(/\/attachments\/[\w-]{22}$/, async (route) => {
    if (cut++) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.context().setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  // Right after the reload nothing says yet that it waits: what was sent says when it is up.
  await expect.poll(() => cut).toBe(2);
  await expect(pictures(page).getByText('Venter på net')).toHaveCount(0);
  for (const request of sent) {
    const body = request.postDataBuffer()!;
    expect(request.headers()['content-type']).toBe('image/jpeg');
    clean(body);
    clean(Buffer.from(request.headers()['tavlen-about']!, 'base64url'));
  }
  await expect.poll(async () => (await atRest(page)).some((r) => r.includes('draft/picture/'))).toBe(false);
  expect(await onThePlan(page, 'Tavlen fra mødet med Maja')).toBe(1);

  // Maja sees it on her desk, upright, and what the server gives her is clean too.
  const desk = await phone(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  const got = desk.waitForResponse(/\/content$/);
  await desk.goto(`/bord/${plan}`);
  clean(await (await got).body());
  const img = desk.getByRole('button', { name: 'Vis stort: Tavlen fra mødet med Maja' }).locator('img');
  await expect(img).toHaveCount(1);
  const colours = await img.evaluate(async (el) => {
    const m = el as HTMLImageElement;
    await m.decode();
    const canvas = new OffscreenCanvas(m.naturalWidth, m.naturalHeight);
    const paper = canvas.getContext('2d')!;
    paper.drawImage(m, 0, 0);
    const at = (y: number) => [...paper.getImageData(m.naturalWidth / 2, m.naturalHeight * y, 1, 1).data];
    return { top: at(0.2), bottom: at(0.8), tall: m.naturalHeight > m.naturalWidth };
  });
  expect(colours.tall).toBe(true);
  expect(colours.top[0]!).toBeGreaterThan(colours.top[2]!);
  expect(colours.bottom[2]!).toBeGreaterThan(colours.bottom[0]!);

  // Put away and brought back; gone from the phone when he leaves, without net too.
  await shown.click();
  await dialog(page).getByRole('button', { name: 'Læg billedet væk' }).click();
  await pictures(page).getByText('1 billede er lagt væk').click();
  await pictures(page)
    .getByRole('button', { name: /^Hent frem/ })
    .click();
  await expect(shown).toBeVisible();
  await choose(page, original);
  await page.context().setOffline(true);
  await putUp(page, 'Et billede, der ikke når frem');
  await page.goto('/mere');
  await page.getByRole('button', { name: 'Log ud' }).first().click();
  await page.getByRole('button', { name: /Smid væk|væk og log ud/i }).click();
  await expect.poll(async () => (await atRest(page)).length).toBe(0);
});

test('a drawing with a finger: undone, cleared, kept while it is drawn, and as it was on the other side', async ({
  browser,
  installation,
}) => {
  const page = await phone(browser, installation);
  await page.goto('/tavlen');
  await page
    .getByRole('link', { name: /praktik|arbejde|job/i })
    .first()
    .waitFor();
  await page.locator('article.note h3 a').first().click();
  await pictures(page).getByRole('button', { name: 'Tegn', exact: true }).click();
  const paper = dialog(page).locator('svg.paper');
  const line = async (x: number) => {
    await paper.evaluate((el) => el.scrollIntoView({ block: 'center' }));
    const box = (await paper.boundingBox())!;
    await page.mouse.move(box.x + x, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + x + 60, box.y + 90, { steps: 8 });
    await page.mouse.up();
  };
  // An empty paper is no picture.
  await dialog(page).getByLabel('Hvad har du tegnet?').fill('Vejen til værkstedet');
  await dialog(page).getByRole('button', { name: 'Sæt op' }).click();
  await expect(dialog(page).getByText('Papiret er tomt. Tegn noget først.')).toBeVisible();
  await line(30);
  const kept = async () => (await atRest(page)).find((r) => r.includes('draft/drawing/'));
  await expect.poll(kept).toBeTruthy();
  // The phone's clock stands still, so that what is kept next is known to be all of it.
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await dialog(page).getByRole('radio', { name: 'Rød' }).check();
  await line(90);
  await line(150);
  await expect(paper.locator('path')).toHaveCount(3);
  await dialog(page).getByRole('button', { name: 'Fortryd' }).click();
  await expect(paper.locator('path')).toHaveCount(2);
  // Kept while it is drawn: the page may go at any time.
  const before = await kept();
  await page.clock.runFor(600);
  await expect.poll(kept).not.toBe(before);
  await page.clock.resume();
  await page.reload();
  await pictures(page).getByRole('button', { name: 'Tegn', exact: true }).click();
  await expect(paper.locator('path')).toHaveCount(2);
  await expect(dialog(page).getByLabel('Hvad har du tegnet?')).toHaveValue('Vejen til værkstedet');
  await dialog(page).getByRole('button', { name: 'Ryd papiret' }).click();
  await expect(paper.locator('path')).toHaveCount(0);
  await line(40);
  // From here on by keyboard alone.
  await dialog(page).getByLabel('Hvad har du tegnet?').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  const drawn = pictures(page)
    .getByRole('button', { name: 'Vis stort: Vejen til værkstedet' })
    .locator('svg');
  await expect(drawn.locator('path')).toHaveCount(1);
  const d = await drawn.locator('path').getAttribute('d');
  await page.goto('/tavlen');
  await expect(page.locator('article.note').getByRole('img', { name: 'Vejen til værkstedet' })).toBeVisible();
  const desk = await phone(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  const plan = await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).plan.id as string);
  await desk.goto(`/bord/${plan}`);
  await expect(
    desk.getByRole('button', { name: 'Vis stort: Vejen til værkstedet' }).locator('path'),
  ).toHaveAttribute('d', d!);
});

test('a picture on a step is put up from its sheet, and seen on the road, at the desk and before the help starts', async ({
  browser,
  installation,
}) => {
  const page = await phone(browser, installation);
  await page.goto('/tavlen');
  await page.getByRole('link', { name: 'Knæ, der holder til en arbejdsdag' }).click();
  await choose(page, await photo(page));
  await putUp(page, 'Bassinet, hvor vi træner');
  const grip = page.getByRole('button', { name: /^Flyt eller ret: / }).first();
  const step = (await grip.getAttribute('aria-label'))!.replace('Flyt eller ret: ', '');
  await grip.tap();
  const opener = dialog(page).getByRole('button', { name: 'Tag et billede' });
  await opener.tap();
  const inner = dialog(page)
    .filter({ has: page.getByRole('heading', { name: 'Nyt billede' }) })
    .last();
  // A camera that is closed without a photo closes nothing else: what was written stays.
  await inner.getByLabel('Hvad viser billedet?').fill('Mine nye indlæg');
  await inner.locator('[data-from="camera"]').dispatchEvent('cancel', { bubbles: true });
  await expect(inner.getByLabel('Hvad viser billedet?')).toHaveValue('Mine nye indlæg');
  await inner
    .locator('[data-from="camera"]')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo(page) });
  await inner.getByAltText('Billedet, som det bliver vist').waitFor();
  await inner.getByRole('button', { name: 'Sæt op' }).tap();
  await expect(dialog(page)).toHaveCount(1);
  await expect(dialog(page).getByRole('button', { name: 'Vis stort: Mine nye indlæg' })).toBeVisible();
  await nothingWrong(page, 'the sheet of a step with a picture');
  await dialog(page).getByRole('button', { name: 'Vis stort: Mine nye indlæg' }).tap();
  await expect(dialog(page).last().getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(grip).toBeFocused();
  const stop = page.getByRole('listitem').filter({ hasText: step }).first();
  await expect(stop.getByAltText('Mine nye indlæg')).toBeVisible();

  const desk = await phone(browser, installation, 'maja', { viewport: { width: 1280, height: 900 } });
  await desk.getByRole('link', { name: 'Peter Prøvesen' }).first().click();
  await expect(desk.getByAltText('Mine nye indlæg')).toBeVisible();

  await page
    .getByRole('region', { name: /Genoptræning/ })
    .getByRole('link', { name: /Skridt for skridt/ })
    .tap();
  await expect(page.getByAltText('Bassinet, hvor vi træner')).toBeVisible();
});

test('what is no picture is said plainly, and nothing is kept or sent', async ({ browser, installation }) => {
  const page = await phone(browser, installation);
  await page.goto('/tavlen');
  const sent = uploads(page);
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(200)]);
  await choose(page, heic, 'IMG_1.HEIC', 'image/heic');
  await expect(dialog(page).getByRole('alert')).toContainText('HEIC');
  const input = dialog(page).locator('[data-from="files"]');
  for (const buffer of [Buffer.from('hej'), Buffer.alloc(0), (await photo(page)).subarray(0, 40)]) {
    await input.setInputFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer });
    await expect(dialog(page).getByRole('alert')).toContainText('Vi kan ikke læse filen');
  }
  await dialog(page).getByLabel('Hvad viser billedet?').fill('Ingenting');
  await dialog(page).getByRole('button', { name: 'Sæt op' }).click();
  await expect(dialog(page).getByText('Tag eller vælg et billede først.')).toBeVisible();
  // A good one after a bad one goes up.
  await input.setInputFiles({ name: 'x.png', mimeType: 'image/jpeg', buffer: await photo(page, 2400, 1200) });
  await expect(dialog(page).getByAltText('Billedet, som det bliver vist')).toHaveAttribute('height', '1600');
  await putUp(page, 'Et godt billede');
  await expect(
    pictures(page).getByRole('button', { name: 'Vis stort: Et godt billede' }).locator('img'),
  ).toBeVisible();
  // Shown before it is sent: what the server has says when it was.
  await expect.poll(() => onThePlan(page, 'Et godt billede')).toBe(1);
  expect(sent.length).toBe(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pictures and their dialogs are accessible, ${colorScheme}`, async ({ browser, installation }) => {
    const page = await phone(browser, installation, 'peter', { colorScheme });
    await page.goto('/tavlen');
    await choose(page, await photo(page));
    await dialog(page).getByAltText('Billedet, som det bliver vist').waitFor();
    await nothingWrong(page, `a photo, ${colorScheme}`);
    await putUp(page, `Tavlen, ${colorScheme}`);
    await pictures(page).getByRole('button', { name: 'Tegn', exact: true }).click();
    await dialog(page).getByRole('button', { name: 'Sæt op' }).click();
    await nothingWrong(page, `a drawing, refused, ${colorScheme}`);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await nothingWrong(page, `the board, ${colorScheme}`);
    await pictures(page)
      .getByRole('button', { name: `Vis stort: Tavlen, ${colorScheme}` })
      .click();
    await dialog(page).getByRole('img').waitFor();
    await nothingWrong(page, `a picture, large, ${colorScheme}`);
  });
}
