/**
 * The Content Security Policy of every kind of answer, as csp_evaluator judges it (ASVS V3.4.3). What it says that is no
 * fault here stands below with its reason; anything else fails, and so does a reason that nothing needs any more.
 */
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { expect, signIn, test } from './installation';
import * as judge from './judge';

/** What it says of a directive, and why that is right as it is. */
const EXPLAINED: Record<string, string> = {
  "script-src 'self': 'self' can be problematic if you host JSONP, AngularJS or user uploaded files.":
    'There is no JSONP and no such library, and what people send is made anew and answered with nosniff and a policy of ' +
    'its own, sandbox: below it is shown of a picture. The build has no inline script that a nonce or hash could name.',
};

const findings = (policy: string): string[] =>
  new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .map((f) => `${f.directive}${f.value ? ` ${f.value}` : ''}: ${f.description}`);

test('nothing is to be said against the policy of any kind of answer', async ({ browser, installation }) => {
  const context = await browser.newContext({ baseURL: installation.url });
  const page = await context.newPage();
  const kinds = new Map<string, string>();
  const note = (what: string, headers: Record<string, string>) => {
    expect.soft(headers['x-content-type-options'], what).toBe('nosniff');
    kinds.set(what, headers['content-security-policy'] ?? '');
  };
  const origin = new URL(installation.url).origin;
  page.on('response', (r) => {
    const at = new URL(r.url());
    if (at.origin === origin) note(`${r.status()} ${at.pathname}`, r.headers());
  });
  await signIn(page, installation, 'peter');
  for (const room of ['/papir', '/mine-folk', '/hvor-langt', '/beskeder', '/noter.html']) {
    await page.goto(room);
    await judge.ready(page);
  }
  const { plan, person } = (await (await context.request.get('/api/v1/me')).json()) as {
    plan: { id: string };
    person: { id: string };
  };
  const api = `/api/v1/plans/${plan.id}`;
  const full = (await (await context.request.get(api)).json()) as { attachments?: { id: string }[] };
  // Pages, files, JSON, PDFs, pictures, calendars, leads elsewhere, and every sort of refusal.
  for (const at of [
    '/',
    '/sw.js',
    '/manifest.webmanifest',
    '/findes/ikke',
    '/assets/findes-ikke.js',
    '/was',
    '/.well-known/security.txt',
    '/healthz',
    '/kalender/findesikke.ics',
    '/login/findesikke',
    '/login/retur?code=x&state=y',
    '/ind/abcdefghijkl',
    '/api/v1/openapi.json',
    '/api/v1/findes-ikke',
    `${api}/paper?format=pdf`,
    `/api/v1/plans/${person.id}`,
    ...(full.attachments ?? []).map((a) => `${api}/attachments/${a.id}/small`),
  ])
    note(`GET ${at}`, (await context.request.get(at, { maxRedirects: 0 })).headers());
  for (const [what, options] of Object.entries({
    'another site': { headers: { Origin: 'https://evil.example' } },
    'another type': { headers: { 'Content-Type': 'text/plain' }, data: 'x' },
    'no JSON': { headers: { 'Content-Type': 'application/json' }, data: Buffer.from('{') },
    'too much': { headers: { 'Content-Type': 'application/json' }, data: Buffer.alloc(300_000, 32) },
    packed: {
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      data: Buffer.from('{}'),
    },
  }))
    note(
      `PUT ${what}`,
      (await context.request.fetch(`${api}/dream`, { method: 'PUT', ...options })).headers(),
    );
  note('TRACE', (await context.request.fetch('/', { method: 'TRACE' })).headers());

  const used = new Set<string>();
  for (const [what, policy] of kinds) {
    expect.soft(policy, what).toContain("default-src 'none'");
    expect.soft(policy, what).toContain("frame-ancestors 'none'");
    const said = findings(policy);
    for (const s of said) used.add(s);
    expect
      .soft(
        said.filter((s) => !EXPLAINED[s]),
        `${what}: ${policy}`,
      )
      .toEqual([]);
    if (what.includes('/api/')) expect.soft(policy, what).toMatch(/; sandbox$/);
  }
  expect(kinds.size).toBeGreaterThan(35);
  expect(Object.keys(EXPLAINED).filter((s) => !used.has(s))).toEqual([]);
  // It would say so of a policy that is worse.
  expect(findings("script-src 'self' 'unsafe-inline'").length).toBeGreaterThan(1);
});
