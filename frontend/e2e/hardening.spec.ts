/**
 * What somebody writes is text wherever it is shown, whatever it would be to a browser elsewhere; no page asks another
 * server for anything; and no address, title or file's name says a word of it (ASVS V1.2, V3.2.2, V3.6.1, V14.2.1; T20, T29).
 */
import type { Browser, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARY, CORPUS, hostileCases, seen } from './hostile';
import { expect, signIn, start, test, type Installation } from './installation';
import * as judge from './judge';

const CPR = '040470-1234';
/** Elements that no page of ours has, and every bit of markup in the corpus would be. */
const LIVE =
  'script:not([src]), script[src*="//"], iframe, object, embed, base, form[action], math, link[href*="evil"], img[src*="evil"], [srcdoc], [href^="javascript:" i], [href^="data:" i]';

/** Somebody's browser, and whatever ran there, was refused by the policy, or was asked of whom it should not be. */
class Watched {
  readonly wrong: string[];
  /** Everything that a browser, a proxy or somebody at the screen could keep: addresses, titles, names of files. */
  readonly kept: string[] = [];
  /** All that was to be read on the pages. */
  text = '';
  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {
    this.wrong = judge.faults(page);
  }

  static async of(browser: Browser, installation: Installation, who?: string): Promise<Watched> {
    const context = await browser.newContext({ baseURL: installation.url });
    const page = await context.newPage();
    const me = new Watched(page, new URL(installation.url).origin);
    await page.exposeFunction('refused', (what: string) => me.wrong.push(what));
    await page.addInitScript((live: string) => {
      const w = window as unknown as { refused: (what: string) => void };
      const tell = (what: string) => w.refused(`${what} at ${location.pathname}`);
      Object.defineProperty(window, 'hit', { set: () => tell('it ran') });
      addEventListener('securitypolicyviolation', (e) =>
        tell(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`),
      );
      // Whatever ever stood in the page, and not only at the end, is looked at.
      const look = (e: Element) => {
        if (e.matches(live) || e.getAttributeNames().some((name) => name.startsWith('on')))
          tell(`live: ${e.outerHTML.slice(0, 200)}`);
      };
      new MutationObserver((records) => {
        for (const { target, addedNodes } of records) {
          if (target instanceof Element) look(target);
          for (const node of addedNodes)
            if (node instanceof Element) for (const e of [node, ...node.querySelectorAll('*')]) look(e);
        }
      }).observe(document, { subtree: true, childList: true, attributes: true });
    }, LIVE);
    page.on('dialog', (d) => {
      me.wrong.push(`a dialog: ${d.message()}`);
      void d.dismiss();
    });
    context.on('page', (p) => me.wrong.push(`a window: ${p.url()}`));
    context.on('request', (r) => me.asked(r.url()));
    page.on('download', (d) => me.kept.push(d.suggestedFilename()));
    page.on('framenavigated', (f) => me.asked(f.url()));
    if (who) await signIn(page, installation, who);
    return me;
  }

  private asked(url: string): void {
    this.kept.push(url);
    const to = new URL(url);
    if (/^(?:https?|wss?):$/.test(to.protocol) && to.origin !== this.origin)
      this.wrong.push(`asked ${to.origin}`);
  }

  /** Opens a room with all that folds in it, and looks for what is no text. */
  async opens(room: string): Promise<void> {
    await this.page.goto(room);
    await judge.ready(this.page);
    // Who is led elsewhere has seen nothing of the room.
    expect(new URL(this.page.url()).pathname).toBe(room);
    const { text, title } = await this.page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((f) => f.value);
      return { text: [document.body.textContent, ...fields].join(' '), title: document.title };
    });
    expect(this.wrong, room).toEqual([]);
    this.text += ` ${text}`;
    this.kept.push(title);
  }

  /** Puts as the page itself would, with its cookies. */
  async put(path: string, body: unknown, method = 'PUT'): Promise<void> {
    const answer = await this.page.evaluate(
      async ([at, doc, how]) => {
        const r = await fetch(`/api/v1${at as string}`, {
          method: how as string,
          body: JSON.stringify(doc),
          headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
        });
        return r.ok ? 'ok' : `${r.status} ${await r.text()}`;
      },
      [path, body, method] as const,
    );
    expect(answer, path).toBe('ok');
  }

  get<T>(path: string): Promise<T> {
    return this.page.evaluate(async (at) => (await (await fetch(`/api/v1${at}`)).json()) as never, path);
  }

  /** The addresses that Back and Forward lead to, and the titles they are called by. */
  async done(): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const { entries } = await cdp.send('Page.getNavigationHistory');
    for (const e of entries) this.kept.push(e.url, e.title);
    expect(this.wrong).toEqual([]);
    const loose = this.kept.map((k) => {
      try {
        return decodeURIComponent(k);
      } catch {
        return k;
      }
    });
    expect(
      loose.filter((k) => k.includes(CANARY) || k.includes(CPR) || k.includes(CPR.replace('-', ''))),
    ).toEqual([]);
  }
}

const id = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');

/** As much of a plan as it takes to find its rooms. */
type Plan = Record<
  | 'goals'
  | 'meetings'
  | 'efforts'
  | 'agreements'
  | 'flags'
  | 'steps'
  | 'strengths'
  | 'challenges'
  | 'assessments'
  | 'contacts',
  { id: string }[] | undefined
>;

let installation: Installation;
let stop: () => Promise<void>;
let folder: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tavlen-hostile-'));
  const { files, fields } = hostileCases(folder);
  expect(fields).toBeGreaterThan(300);
  [installation, stop] = await start(files);
});
test.afterAll(async () => {
  await stop?.();
  rmSync(folder, { recursive: true, force: true });
});

test('what would run elsewhere is text here, in every room of everybody, and stands in no address', async ({
  browser,
}) => {
  const [peter, maja, anette, jonas, leder] = (await Promise.all(
    ['peter', 'maja', 'anette', 'jonas', 'leder'].map((who) => Watched.of(browser, installation, who)),
  )) as [Watched, Watched, Watched, Watched, Watched];
  const { plan: mine } = await peter.get<{ plan: { id: string } }>('/me');
  const plan = `/plans/${mine.id}`;
  const anetteId = (await anette.get<{ person: { id: string } }>('/me')).person.id;

  // What a case cannot hold is written by those who write it.
  const share = await peter.get<Record<string, unknown>>(`${plan}/contacts/${anetteId}/sharing`);
  await peter.put(`${plan}/contacts/${anetteId}/sharing`, {
    ...share,
    may: ['come_along', 'write', 'offer_help', 'encourage'],
  });
  const entries = (await peter.get<{ entries: { code: string; confidential?: boolean }[] }>('/catalogue'))
    .entries;
  const lines = await anette.get<{ threads: { id: string }[] }>(`${plan}/contact-threads`);
  for (const [n, text] of CORPUS.entries()) {
    await peter.put(`${plan}/messages/${id()}`, { text: `${text} ${CPR}` });
    await maja.put(`${plan}/messages/${id()}`, { text });
    await maja.put(`/me/replies/${id()}`, { title: text.slice(0, 60), text });
    await jonas.put(`/me/replies/${id()}`, { title: CANARY, text });
    if (n < 5) await anette.put(`${plan}/messages/${id()}`, { thread: lines.threads[0]!.id, text });
    if (n < 2) {
      await anette.put(`${plan}/encouragements/${id()}`, { text });
      await anette.put(`${plan}/offers/${id()}`, { text });
      await peter.put(`${plan}/wishes/${id()}`, { entry: entries[n]!.code, words: text, to: 'consultant' });
    }
    if (n < 2) await peter.put(`${plan}/flags/${id()}`, { category: 'other', text });
  }
  await peter.put(`${plan}/requests/${id()}`, { when: 'soon', words: CORPUS[0] });
  // Here no word may be that of a name, and names are the corpus's.
  const nameless = '<u onclick=alert()>understreget</u> <b/onwheel=alert()>fed';
  const card = id();
  await maja.put(`${plan}/sparring/${card}`, { question: nameless, tried: nameless, areas: ['work'] });
  await jonas.put(`/me/sparring/${card}/ideas/${id()}`, { text: nameless });
  await maja.put(`${plan}/stories/${id()}`, {
    heading: nameless,
    text: nameless,
    uses: ['colleagues'],
    until: '2027-05-01',
  });

  const all = await peter.get<Plan>(plan);
  const some = (of: keyof Plan, room: string, most = 3): string[] =>
    (all[of] ?? []).slice(0, most).map((one) => room + one.id);
  await Promise.all([
    (async () => {
      for (const room of [
        '/i-dag',
        '/skridt',
        '/tavlen',
        '/tavlen/tid',
        ...some('goals', '/maal/', 5),
        '/moeder',
        ...some('meetings', '/moeder/', 8),
        '/moeder/spoerg',
        '/paamindelser',
        '/beskeder',
        '/ring-mig',
        '/virker-ikke',
        ...some('flags', '/virker-ikke/'),
        '/aendringer',
        '/plan',
        '/papir',
        '/historie',
        '/hvem-har-set',
        '/mine-data',
        '/min-historie',
        '/hvor-langt',
        '/udredning',
        '/hjaelp',
        '/mere',
        '/mine-folk',
        `/mine-folk/${anetteId}`,
      ])
        await peter.opens(room);
    })(),
    (async () => {
      for (const room of [
        '/i-dag',
        '/tavlen',
        '/tavlen/tid',
        '/moeder',
        '/paamindelser',
        '/papir',
        '/mere',
        '/mine-folk',
      ])
        await anette.opens(room);
      const desk = `/bord/${mine.id}`;
      for (const room of [
        '/bord',
        '/bord/ny',
        '/bord/ringeliste',
        '/bord/fravaer',
        '/bord/raad',
        '/bord/uge',
        '/bord/skift',
        desk,
        ...[
          'aendringer',
          'beskeder',
          'kode',
          'hvor-langt',
          'udredning',
          'historie',
          'raad',
          'god-historie',
          'tavle',
        ].map((at) => `${desk}/${at}`),
        `${desk}/moeder/flere`,
        `${desk}/virker-ikke/ny`,
        ...some('flags', `${desk}/virker-ikke/`),
        ...some('meetings', `${desk}/moeder/`),
        ...some('goals', `${desk}/maal/`, 1),
        ...some('efforts', `${desk}/indsats/`, 1),
        ...some('efforts', `${desk}/afslut/`, 1),
        ...some('agreements', `${desk}/aftale/`, 1),
        ...some('meetings', `${desk}/moede/`, 1),
        ...some('strengths', `${desk}/styrke/`, 1),
        ...some('challenges', `${desk}/svaert/`, 1),
      ])
        await maja.opens(room);
      await jonas.opens('/bord/raad');
      for (const room of ['/bord', '/bord/tal', '/bord/skift', '/bord/fravaer']) await leder.opens(room);
    })(),
  ]);
  // What leaves as a file, and what is looked for.
  const peters = peter.page;
  await peter.opens('/mine-data');
  const [everything] = await Promise.all([
    peters.waitForEvent('download'),
    peters.getByRole('button', { name: 'Hent filen' }).click(),
  ]);
  expect(everything.suggestedFilename()).toBe('alt-om-mig.zip');
  await peter.opens('/beskeder');
  await peters.getByRole('button', { name: 'Søg i samtalen' }).click();
  await peters.getByLabel('Hvad leder du efter?').fill(`${CANARY} ${CPR}`);
  await peters.getByRole('button', { name: 'Søg', exact: true }).click();
  await maja.opens(`/bord/${mine.id}/beskeder`);
  await maja.page.getByRole('button', { name: 'Gem samtalen' }).click();
  const [conversation] = await Promise.all([
    maja.page.waitForEvent('download'),
    maja.page.getByRole('button', { name: 'Hent som PDF' }).click(),
  ]);
  expect(conversation.suggestedFilename()).toBe('samtale.pdf');
  const paper = await maja.page.context().request.get(`/api/v1${plan}/paper?format=pdf`);
  expect(paper.headers()['content-disposition'] ?? '').not.toContain(CANARY);
  // They are there to be read, as they were written.
  for (const who of [peter, maja]) {
    const shown = seen(who.text);
    expect(CORPUS.filter((words) => !shown.includes(seen(words)))).toEqual([]);
  }
  for (const who of [peter, maja, anette, jonas, leder]) await who.done();
});

test('on pages of nobody it is the same', async ({ browser }) => {
  const nobody = await Watched.of(browser, installation);
  for (const room of [
    '/',
    '/ind/abcdefghijkl',
    '/invitation/abcdefghijkl',
    '/ros/abcdefghijkl',
    '/noter.html',
  ])
    await nobody.page.goto(room, { waitUntil: 'networkidle' });
  for (const room of ['/was', '/findes/ikke', '/api/v1/me']) await nobody.page.goto(room);
  await nobody.done();
  // An address with markup in it is answered with a page that says nothing of it.
  await nobody.page.goto(`/${encodeURIComponent(CORPUS[0]!)}?next=${encodeURIComponent(CORPUS[6]!)}`);
  await expect(nobody.page.locator('body')).not.toContainText(CANARY);
  expect(nobody.wrong).toEqual([]);
});

test('what watches sees it', async ({ browser }) => {
  const nobody = await Watched.of(browser, installation);
  await nobody.page.goto('/');
  await judge.ready(nobody.page);
  await nobody.page.evaluate((cpr) => {
    Object.assign(window, { hit: 1 });
    const b = document.createElement('b');
    for (const run of [() => b.setAttribute('onclick', 'hit=2'), () => (b.innerHTML = '<i>')])
      try {
        run();
      } catch {
        // As it should be.
      }
    document.body.append(b);
    void fetch('https://evil.example/').catch(() => 0);
    document.body.append(Object.assign(new Image(), { src: 'https://evil.example/x.png' }));
    document.title = cpr;
    history.pushState(null, '', `/${cpr}`);
    alert('x');
  }, CPR);
  await expect.poll(() => nobody.wrong.join('\n')).toMatch(/it ran at[^]*trusted-types[^]*connect-src/);
  await expect(nobody.done()).rejects.toThrow();
  nobody.wrong.length = 0;
  await expect(nobody.done()).rejects.toThrow(CPR);
});
