/** An installation beside two real OpenID providers: a broker of MitID, and the municipality's own. */
import { expect, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLine } from './installation';

const root = fileURLToPath(new URL('../..', import.meta.url));
const secret = 'a-secret-of-at-least-thirty-two-bytes';
const house = '2f1f5a0e-9b1d-4c0e-8f57-0c1f3c4c0a11';

export class Provider {
  constructor(readonly issuer: string) {}

  async control(what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.issuer}/control/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  }

  /** Somebody who can sign in there. */
  user = (sub: string, claims: unknown, acr = '') =>
    this.control('user', { sub, claims, acr, password: 'godkendt' });
}

export interface Vouched {
  url: string;
  broker: Provider;
  staff: Provider;
  stop: () => Promise<void>;
}

const free = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export async function vouched(): Promise<Vouched> {
  const folder = mkdtempSync(join(tmpdir(), 'tavlen-vouched-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const url = `http://localhost:${await free()}`;
  const started: ChildProcess[] = [];
  const provider = async (door: string) => {
    const child = spawn(process.env.TAVLEN_OIDCPROVIDER!);
    started.push(child);
    const { issuer } = JSON.parse(await firstLine(child, 'the provider')) as { issuer: string };
    const made = new Provider(issuer);
    await made.control('client', { id: 'tavlen', secret, redirects: [`${url}/login/retur/${door}`] });
    return made;
  };
  const [broker, staff] = [await provider('mitid'), await provider('ansat')];
  const tavlen = spawn(join(root, 'bin/tavlen'), ['serve'], {
    stdio: ['ignore', 'inherit', 'ignore'],
    env: {
      ...process.env,
      TAVLEN_ADDR: url.replace('http://localhost', '127.0.0.1'),
      TAVLEN_PUBLIC_URL: url,
      TAVLEN_DATA_DIR: join(folder, 'data'),
      TAVLEN_SECRET_FILE: join(folder, 'keys', 'secret.json'),
      TAVLEN_LEDGER_DIR: join(folder, 'ledger'),
      TAVLEN_MITID_ISSUER: broker.issuer,
      TAVLEN_MITID_CLIENT_ID: 'tavlen',
      TAVLEN_MITID_SECRET_FILE: file('broker', secret),
      TAVLEN_MITID_PROFILE: 'idura',
      TAVLEN_STAFF_OIDC_ISSUER: staff.issuer,
      TAVLEN_STAFF_OIDC_CLIENT_ID: 'tavlen',
      TAVLEN_STAFF_OIDC_SECRET_FILE: file('staff', secret),
      TAVLEN_STAFF_OIDC_CLAIMS_FILE: file(
        'claims.json',
        JSON.stringify({
          scopes: ['profile', 'offline_access'],
          roles: { claim: 'roles', values: [{ is: 'Tavlen-Konsulent', means: 'consultant' }] },
          departments: { claim: 'department', values: [{ is: 'Job og Borger', means: 'job' }] },
          organisation: { claim: 'org', is: house },
        }),
      ),
    },
  });
  started.push(tavlen);
  await expect
    .poll(() =>
      fetch(`${url}/readyz`).then(
        (r) => r.status,
        () => 0,
      ),
    )
    .toBe(200);
  await staff.user('karen', {
    name: 'Karen Kjær',
    roles: ['Tavlen-Konsulent'],
    department: 'Job og Borger',
    org: house,
  });
  const stop = async () => {
    const ended = started.map((child) => new Promise((done) => child.once('exit', done)));
    for (const child of started) child.kill('SIGTERM');
    await Promise.all(ended);
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, broker, staff, stop };
}

/** What somebody does on a provider's page. */
export async function approve(page: Page, sub: string, button = 'Godkend'): Promise<void> {
  await page.getByLabel('Bruger').fill(sub);
  await page.getByLabel('Adgangskode').fill('godkendt');
  await page.getByRole('button', { name: button }).click();
}
