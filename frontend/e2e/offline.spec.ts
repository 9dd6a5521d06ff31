/**
 * Three days without net: forty writes and five photos wait on the phone, then go out over a net that loses every fifth
 * answer, with a newer app, a page that crashes and a session that runs out on the way. On the server each is there
 * once, in the order of writing; what two have changed is asked about once.
 */
import type { BrowserContext, Page } from '@playwright/test';
import { Between } from './between';
import { atRest, expect, signIn, test, working } from './installation';

const DAY = '24:00:00';
const sheet = (page: Page) => page.getByRole('dialog');
const lane = (page: Page, name: string) => page.getByRole('region', { name });

/** What a citizen does on the phone, each told as the server will see it. */
class Peter {
  readonly did: string[] = [];
  constructor(public page: Page) {}

  private async safe(what: string): Promise<void> {
    this.did.push(what);
    await expect.poll(async () => waiting(this.page)).toBe(this.did.length);
  }
  async room(name: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  async says(...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.page.getByLabel(/^Skriv til /).fill(text);
      await this.page.getByRole('button', { name: 'Send' }).click();
      await this.safe(`messages: ${text}`);
    }
  }
  /** Puts something up by its button and its sheet. */
  async puts(room: string, button: string, label: string, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.page.getByRole('button', { name: button, exact: true }).click();
      await sheet(this.page).getByLabel(label).fill(text);
      if (room === 'challenges') await sheet(this.page).getByLabel('Det hjælper').fill('Kaffe.');
      await sheet(this.page).getByRole('button', { name: 'Sæt på tavlen' }).click();
      await expect(sheet(this.page)).toHaveCount(0);
      await this.safe(`${room}: ${text}`);
    }
  }
  steps(...texts: string[]): Promise<void> {
    return this.puts('steps', 'Nyt skridt', 'Hvad er det næste lille skridt?', ...texts);
  }
  async rewords(room: string, from: RegExp, to: string): Promise<void> {
    await this.page.getByRole('button', { name: from }).click();
    await sheet(this.page).getByRole('button', { name: 'Ret ordene' }).click();
    await sheet(this.page).getByRole('textbox').first().fill(to);
    await sheet(this.page).getByRole('button', { name: 'Gem' }).click();
    await expect(sheet(this.page)).toHaveCount(0);
    await this.safe(`${room}: ${to}`);
  }
  async ticks(name: RegExp, fields: string): Promise<void> {
    await this.page.getByRole('checkbox', { name }).click();
    await this.safe(`steps: ${fields}`);
  }
  async dreams(text: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Ret min drøm' }).click();
    await sheet(this.page).getByRole('textbox').fill(text);
    await sheet(this.page).getByRole('button', { name: 'Gem' }).click();
    await this.safe(`dream: ${text}`);
  }
  async moves(name: string, to: string): Promise<void> {
    await this.page.getByRole('button', { name: `Flyt eller ret: ${name}` }).click();
    await sheet(this.page).getByRole('button', { name: 'Flyt til …' }).click();
    await sheet(this.page).getByRole('button', { name: to }).click();
    await this.safe('goals: area rank');
  }
  async photographs(...texts: string[]): Promise<void> {
    const pictures = lane(this.page, 'Billeder');
    for (const text of texts) {
      await pictures.getByRole('button', { name: 'Tag et billede' }).click();
      await sheet(this.page)
        .locator('[data-from="camera"]')
        .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo(this.page, text) });
      await expect(sheet(this.page).getByAltText('Billedet, som det bliver vist')).toBeVisible();
      await sheet(this.page).getByLabel('Hvad viser billedet?').fill(text);
      await sheet(this.page).getByRole('button', { name: 'Sæt op' }).click();
      await expect(sheet(this.page)).toHaveCount(0);
      await this.safe(`attachments: ${text}`);
    }
  }
}

const photo = async (page: Page, text: string): Promise<Buffer> => {
  const base64 = await page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const paper = canvas.getContext('2d')!;
    paper.fillStyle = '#f4f2ea';
    paper.fillRect(0, 0, 640, 480);
    paper.fillStyle = '#223';
    paper.font = '32px sans-serif';
    paper.fillText(text, 40, 240);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
  }, text);
  return Buffer.from(base64, 'base64');
};

/** How many writes lie on the phone. */
const waiting = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('tavlen'));
    const n = await done(db.transaction('outbox').objectStore('outbox').count());
    db.close();
    return n;
  });
const newerWaits = (page: Page): Promise<boolean> =>
  page.evaluate(async () => !!(await navigator.serviceWorker.getRegistration())?.waiting);
const runsNewer = (page: Page): Promise<boolean> =>
  page.evaluate(() => !!document.querySelector('script[src*=".newer."]'));

/** The timers of a phone on its table go on; here they need not be waited for. */
async function until(context: BrowserContext, what: () => Promise<boolean> | boolean): Promise<void> {
  await expect
    .poll(
      async () => {
        await context.clock.fastForward(5000);
        return what();
      },
      { intervals: [50, 100, 100, 200], timeout: 120_000 },
    )
    .toBe(true);
}

test('forty writes and five photos from three days without net are on the server once, in order', async ({
  browser,
  installation,
}) => {
  const net = await Between.to(installation.url);
  const link = installation.links.peter!.replace(installation.url, net.url);
  const context = await browser.newContext({ baseURL: net.url, viewport: { width: 390, height: 844 } });
  await context.clock.install();
  let page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await page.waitForURL(/i-dag/);
  await working(page);
  await page.goto('/beskeder');
  await page.getByLabel(/^Skriv til /).waitFor();
  await page.goto('/tavlen');
  await lane(page, 'Billeder').waitFor();
  await expect.poll(() => waiting(page)).toBe(0);
  const tokens = async () => (await context.cookies()).map((c) => c.value).sort();
  const before = await tokens();
  const peter = new Peter(page);

  await test.step('the first day', async () => {
    await context.setOffline(true);
    await peter.puts(
      'strengths',
      'Skriv noget, du er god til',
      'Hvad er du god til?',
      'Styrke 1',
      'Styrke 2',
    );
    await page.getByRole('button', { name: 'Sæt et nyt mål på tavlen' }).click();
    await sheet(page).getByLabel('Hvad vil du gerne?').fill('Gå med avis');
    await sheet(page).getByLabel('Hvor på tavlen hører det til?').selectOption({ label: 'Arbejde' });
    await sheet(page).getByRole('button', { name: 'Sæt på tavlen' }).click();
    peter.did.push('goals: Gå med avis');
    await page.getByRole('link', { name: 'Gå med avis' }).click();
    await peter.steps('Skridt 1', 'Skridt 2', 'Skridt 3');
    await peter.photographs('Foto 1', 'Foto 2');
    await peter.room('Beskeder');
    await peter.says(...Array.from({ length: 8 }, (_, n) => `Besked ${n + 1}`));
  });

  // Meanwhile Maja changes what Peter is about to change too.
  const desk = await browser.newContext({
    baseURL: installation.url,
    viewport: { width: 1280, height: 900 },
  });
  const maja = await desk.newPage();
  await signIn(maja, installation, 'maja');
  await maja
    .getByRole('link', { name: /Peter Prøvesen/ })
    .first()
    .click();
  await maja.getByRole('link', { name: /^Ret “Jeg er rolig/ }).click();
  await maja.getByLabel('Det er borgeren god til').fill('Du er rolig i myldretiden.');
  await maja.getByLabel(/^Hvorfor/).fill('Det sagde din mentor.');
  await maja.getByRole('button', { name: 'Gem', exact: true }).click();
  await expect(maja.getByText('Du er rolig i myldretiden.').first()).toBeVisible();
  await desk.close();

  await test.step('the second day: the phone was off meanwhile', async () => {
    installation.ahead('24h');
    await context.clock.fastForward(DAY);
    await page.reload();
    await expect(page.getByText('Besked 8')).toBeVisible();
    await peter.says(...Array.from({ length: 6 }, (_, n) => `Besked ${n + 9}`));
    await peter.room('Tavlen');
    await peter.rewords('strengths', /Flyt eller ret: Styrke 1/, 'Styrke 1, rettet');
    await peter.rewords('strengths', /Flyt eller ret: Styrke 1/, 'Styrke 1, rettet igen');
    await peter.rewords('strengths', /Flyt eller ret: Jeg er rolig/, 'Jeg er rolig om morgenen.');
    await page.getByRole('link', { name: 'Gå med avis' }).click();
    await peter.ticks(/Skridt 1/, 'done_at status');
    await peter.photographs('Foto 3', 'Foto 4');
    await peter.room('Tavlen');
    const promise = 'Hvad vil du gøre?';
    await peter.puts('agreements', 'Skriv en aftale, du selv holder', promise, 'Aftale 1', 'Aftale 2');
  });

  await test.step('the third day', async () => {
    installation.ahead('48h');
    await context.clock.fastForward(DAY);
    await peter.dreams('En have med høns.');
    await peter.puts('challenges', 'Skriv noget, der er svært', 'Hvad er svært?', 'Svært 1');
    await peter.moves('Gå med avis', 'Hjem');
    await peter.puts('strengths', 'Skriv noget, du er god til', 'Hvad er du god til?', 'Styrke 3');
    await page.getByRole('link', { name: 'Gå med avis' }).click();
    await peter.steps('Skridt 4');
    await peter.ticks(/Skridt 2/, 'done_at status');
    await peter.photographs('Foto 5');
    await peter.room('Beskeder');
    await peter.says(...Array.from({ length: 40 - peter.did.length + 5 }, (_, n) => `Besked ${n + 15}`));
    installation.ahead('72h');
    await context.clock.fastForward(DAY);
  });
  const { did } = peter;
  expect(did.length).toBe(45);
  expect(did.filter((what) => what.startsWith('attachments')).length).toBe(5);
  expect(net.passed.filter((w) => did.includes(w.what))).toEqual([]);
  for (const record of await atRest(page)) expect(record).not.toContain('Besked 1');
  const first = net.passed.length;
  const through = () => net.passed.slice(first);

  await test.step('a newer app comes while everything waits, and takes over when the phone is started again', async () => {
    net.newer = true;
    net.onlyPages = true;
    await context.setOffline(false);
    await page.reload();
    await expect(page.getByText('45 ting venter på net.')).toBeVisible();
    await expect.poll(() => newerWaits(page)).toBe(true);
    // It is not offered: what waits was written with this one.
    await expect(page.getByText('Der er en ny udgave af Tavlen.')).toHaveCount(0);
    expect(await runsNewer(page)).toBe(false);
    await page.close();
    await expect(async () => {
      page = await context.newPage();
      await page.goto('/beskeder');
      const newer = await runsNewer(page);
      if (!newer) await page.close();
      expect(newer).toBe(true);
    }).toPass();
    await expect(page.getByText('45 ting venter på net.')).toBeVisible();
  });

  await test.step('every fifth answer is lost; the page crashes and is loaded anew in the middle', async () => {
    net.loseEvery = 5;
    let crash: () => void;
    const crashed = new Promise<void>((on) => (crash = on));
    let stop: () => void;
    const stopped = new Promise<void>((on) => (stop = on));
    net.handled = (n) => {
      if (n === first + 13) {
        crash();
        return new Promise(() => {});
      }
      if (n === first + 27) {
        stop();
        return new Promise(() => {});
      }
      return undefined;
    };
    net.onlyPages = false;
    let now = false;
    void crashed.then(() => (now = true));
    await until(context, () => now);
    // Crashing, the page gives no answer to having been sent there.
    void page.goto('chrome://crash').catch(() => {});
    await page.waitForEvent('crash');
    await page.close();
    page = await context.newPage();
    await page.goto('/tavlen');
    now = false;
    void stopped.then(() => (now = true));
    await until(context, () => now);
    await page.reload();
  });

  await test.step('the session runs out on the way, and he signs in again', async () => {
    await until(context, () => through().length >= 36);
    expect(await tokens()).not.toEqual(before);
    await context.clearCookies();
    await expect(page.getByText('Du er blevet logget ud, fordi der er gået lang tid.')).toBeVisible();
    const left = await waiting(page);
    expect(left).toBeGreaterThan(1);
    await page.goto(link);
    await page.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
    await page.waitForURL(/i-dag/);
  });

  await test.step('all is there, and one thing is asked about', async () => {
    await until(context, async () => (await waiting(page)) === 1);
    const notice = page.getByRole('alert');
    await expect(notice).toHaveCount(1);
    await expect(notice).toContainText('Jeg er rolig om morgenen.');
    await expect(notice).toContainText('Du er rolig i myldretiden.');

    const seen = through();
    const order = [...new Map(seen.map((w) => [w.key, w.what])).values()].filter((w) => did.includes(w));
    expect(order).toEqual(did);
    const lost = seen.filter((w) => w.lost);
    expect(lost.length).toBeGreaterThanOrEqual(9);
    expect(lost.every((w) => w.status < 500)).toBe(true);
    const refused = seen.filter((w) => w.status >= 400 && w.status !== 401);
    expect([...new Set(refused.map((w) => `${w.status} ${w.what}`))]).toEqual([
      '409 strengths: Jeg er rolig om morgenen.',
    ]);

    const kept = await page.evaluate(async () => {
      const get = async (path: string) => (await fetch(`/api/v1${path}`)).json() as Promise<unknown>;
      const { plan } = (await get('/me')) as { plan: { id: string } };
      type Texts = { text: string; title?: string; status?: string; area?: string; on?: { kind: string } }[];
      return {
        plan: (await get(`/plans/${plan.id}`)) as Record<
          'strengths' | 'goals' | 'steps' | 'agreements' | 'challenges' | 'attachments',
          Texts
        > & { dream: { text: string } },
        messages: ((await get(`/plans/${plan.id}/messages`)) as { messages: Texts }).messages,
      };
    });
    const mine = (list: { text: string }[], begin: string) =>
      list.map((x) => x.text).filter((text) => text.startsWith(begin));
    expect(mine(kept.messages, 'Besked ')).toEqual(
      did.filter((w) => w.startsWith('messages: ')).map((w) => w.slice(10)),
    );
    expect(mine(kept.plan.strengths, 'Styrke')).toEqual(['Styrke 1, rettet igen', 'Styrke 2', 'Styrke 3']);
    expect(mine(kept.plan.agreements, 'Aftale ').sort()).toEqual(['Aftale 1', 'Aftale 2']);
    expect(mine(kept.plan.challenges, 'Svært ')).toEqual(['Svært 1']);
    expect(kept.plan.dream.text).toBe('En have med høns.');
    expect(kept.plan.goals.filter((g) => g.title === 'Gå med avis').map((g) => g.area)).toEqual(['home']);
    expect(
      kept.plan.steps
        .filter((s) => s.text.startsWith('Skridt '))
        .map((s) => `${s.text} ${s.status}`)
        .sort(),
    ).toEqual(['Skridt 1 done', 'Skridt 2 done', 'Skridt 3 active', 'Skridt 4 active']);
    expect(mine(kept.plan.attachments, 'Foto ').sort()).toEqual([1, 2, 3, 4, 5].map((n) => `Foto ${n}`));

    await notice.getByRole('button', { name: 'Brug mit' }).click();
    await until(context, async () => (await waiting(page)) === 0);
    const strengths = await page.evaluate(async () => {
      const { plan } = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } };
      const answer = await fetch(`/api/v1/plans/${plan.id}`);
      return ((await answer.json()) as { strengths: { text: string }[] }).strengths.map((s) => s.text);
    });
    expect(strengths.filter((text) => text.includes('rolig'))).toEqual(['Jeg er rolig om morgenen.']);
    // And only now the newer app is no news any more.
    await expect(page.getByText('Der er en ny udgave af Tavlen.')).toHaveCount(0);
  });
  await context.close();
  net.close();
});
