/**
 * A whole installation for a browser test: the real binary with the demo's case, and a push service on loopback that
 * checks and opens what it is sent. Both end with the test file.
 */
import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { createECDH, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** "Now" of the case files: Tuesday 24 November 2026, 9:00 in Copenhagen. */
export const anchor = '2026-11-24T09:00:00+01:00';

export interface Installation {
  url: string;
  /** Sign-in links by the names of the case files: peter, maja, anette … */
  links: Record<string, string>;
  push: PushService;
  /** Moves the server's clock this far ahead of the case's, a Go duration (`16m`); it is read once a second. */
  ahead: (duration: string) => void;
}

/** A phone's push subscription, whose keys the push service knows. */
export interface PhoneKeys {
  endpoint: string;
  p256dh: string;
  auth: string;
  id: string;
}

export function firstLine(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stderr?.on('data', (chunk) => (err += chunk));
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      const end = out.indexOf('\n');
      if (end >= 0) resolve(out.slice(0, end));
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${err}`)));
  });
}

export class PushService {
  constructor(
    readonly origin: string,
    private readonly ca: string,
  ) {}

  private call(method: string, path: string, body?: unknown): Promise<string> {
    return new Promise((resolve, reject) => {
      const req = request(this.origin + path, { method, ca: readFileSync(this.ca) }, (res) => {
        let text = '';
        res.on('data', (chunk) => (text += chunk));
        res.on('end', () =>
          res.statusCode! < 300 ? resolve(text) : reject(new Error(`${res.statusCode} ${text}`)),
        );
      });
      req.on('error', reject);
      req.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Makes a subscription as a browser's push service would. */
  async subscription(): Promise<PhoneKeys> {
    const keys = createECDH('prime256v1');
    keys.generateKeys();
    const id = randomBytes(9).toString('base64url');
    const phone = {
      p256dh: keys.getPublicKey().toString('base64url'),
      auth: randomBytes(16).toString('base64url'),
    };
    await this.call('POST', '/register', { id, d: keys.getPrivateKey().toString('base64url'), ...phone });
    return { ...phone, id, endpoint: `${this.origin}/push/${id}` };
  }

  /** The next push for a phone, decrypted; waits for it as long as the service does. */
  received(phone: PhoneKeys): Promise<string> {
    return this.call('GET', `/received/${phone.id}`);
  }
}

/** Starts one with the demo's cases, or with others; what comes back besides ends it. */
export async function start(cases: string[] = []): Promise<[Installation, () => Promise<void>]> {
  const folder = mkdtempSync(join(tmpdir(), 'tavlen-e2e-'));
  const ca = join(folder, 'push-ca.pem');
  const clock = join(folder, 'clock');
  const ahead = (duration: string) => writeFileSync(clock, duration);
  ahead('0s');
  const service = spawn(process.env.TAVLEN_PUSHSERVICE!, [ca]);
  const { origin } = JSON.parse(await firstLine(service, 'the push service')) as { origin: string };
  const tavlen = spawn(
    join(root, 'bin/tavlen'),
    ['demo', '--json', '--addr', '127.0.0.1:0', '--now', anchor, ...cases.map((file) => `--case=${file}`)],
    {
      env: { ...process.env, TAVLEN_PUSH_EXTRA_ORIGIN: origin, TAVLEN_PUSH_CA: ca, TAVLEN_CLOCK_FILE: clock },
    },
  );
  const ready = JSON.parse(await firstLine(tavlen, 'tavlen demo')) as {
    url: string;
    sign_in: Record<string, string>;
  };
  const gone = (child: ChildProcess) => new Promise((done) => child.once('exit', done));
  const stop = async () => {
    const ended = [gone(tavlen), gone(service)];
    tavlen.kill('SIGTERM');
    service.stdin?.end();
    await Promise.all(ended);
    rmSync(folder, { recursive: true, force: true });
  };
  return [{ url: ready.url, links: ready.sign_in, push: new PushService(origin, ca), ahead }, stop];
}

/** Gives each test file an installation of its own: what one file's people did must not be another's beginning. */
class Installations {
  private file = '';
  private current?: Promise<[Installation, () => Promise<void>]>;

  async of(file: string): Promise<Installation> {
    if (!this.current || this.file !== file) {
      await this.stop();
      this.file = file;
      this.current = start();
    }
    return (await this.current)[0];
  }

  async stop(): Promise<void> {
    if (this.current) await (await this.current)[1]();
    delete this.current;
  }
}

/**
 * Playwright's test with an installation that lasts as long as the worker stays with the test file. No phone and no
 * desk outlives its test: pages left open go on asking for a server that is gone, while others are tested.
 */
export const test = base.extend<
  { installation: Installation; noneLeft: void },
  { installations: Installations }
>({
  noneLeft: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
  installations: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const installations = new Installations();
      await use(installations);
      await installations.stop();
    },
    { scope: 'worker' },
  ],
  installation: async ({ installations }, use, { file }) => use(await installations.of(file)),
});
export { expect } from '@playwright/test';

/** Opens a person's link on a page and taps the one button. */
export async function signIn(page: Page, installation: Installation, who: string): Promise<void> {
  await page.goto(installation.links[who]!);
  await page.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((url) => !url.pathname.startsWith('/ind/'));
}

/** Chooses a PIN where somebody came with a code alone and sees little: then the whole plan is hers. */
export async function lockPhone(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Vælg en kode med 6 tal' }).click();
  await page.getByLabel('Kode med 6 tal').fill('592741');
  await page.getByLabel('Skriv koden igen').fill('592741');
  const save = page.getByRole('button', { name: 'Gem koden' });
  await save.click();
  await save.waitFor({ state: 'detached' });
}

/** Every record of the browser's database as text, sealed bytes as they lie. */
export const atRest = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open('tavlen'));
    const out: string[] = [];
    for (const store of db.objectStoreNames)
      for (const record of await done(db.transaction(store).objectStore(store).getAll()))
        out.push(
          JSON.stringify(record, (_, value: unknown) =>
            value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value,
          ),
        );
    db.close();
    return out;
  });

/** A phone of its own, on which subscribing to pushes gives the keys that the push service knows. */
export async function phone(
  browser: Browser,
  installation: Installation,
  keys?: PhoneKeys,
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: installation.url });
  if (!keys) return context;
  await context.grantPermissions(['notifications'], { origin: installation.url });
  await context.addInitScript((phone: PhoneKeys) => {
    // No push service of a browser can be reached from a test, so the browser's half is stood in for; the keys,
    // the server's sealing and sending, and the service worker are real.
    const bytes = (s: string) =>
      Uint8Array.from(atob(s.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)).buffer;
    const subscription = {
      endpoint: phone.endpoint,
      expirationTime: null,
      getKey: (name: string) => bytes(name === 'auth' ? phone.auth : phone.p256dh),
      toJSON: () => ({ endpoint: phone.endpoint, keys: { p256dh: phone.p256dh, auth: phone.auth } }),
      unsubscribe: async () => {
        sessionStorage.removeItem('subscribed');
        return true;
      },
    };
    PushManager.prototype.subscribe = async () => {
      sessionStorage.setItem('subscribed', 'yes');
      return subscription as unknown as PushSubscription;
    };
    PushManager.prototype.getSubscription = async () =>
      sessionStorage.getItem('subscribed') ? (subscription as unknown as PushSubscription) : null;
  }, keys);
  return context;
}

/**
 * Waits until the next load comes from the service worker. A page that was loading while the worker took over may
 * itself stay without one.
 */
export const working = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state === 'activating')
      await new Promise((on) => active.addEventListener('statechange', on, { once: true }));
  });

/** Hands a push to the page's service worker, as the browser would. */
export async function deliver(page: Page, origin: string, data: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((r) => r.scopeURL.startsWith(origin) && !r.isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registration, data });
}
