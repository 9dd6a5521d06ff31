/** What is asked of every page that a test comes to, and a page of somebody's own to come there with. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { expect, signIn, type Installation } from './installation';

const shots = process.env.TAVLEN_SHOTS;

/** Somebody's own browser, signed in. */
export async function open(
  browser: Browser,
  installation: Installation,
  who: string,
  more: object = {},
): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: installation.url, ...more })).newPage();
  await signIn(page, installation, who);
  return page;
}

/** The page has come, and nothing on it is still awaited. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** The rules that colours can break: in another scheme nothing on a page is other than its colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What a screen reader or weak eyes would stumble over: all of axe's rules, or some. It runs in the page alone and says
 * only what is wrong: opening another page to put the results together, and telling of all that is right, took twice as
 * long as the judging. The other way is for frames of other sites, of which there are none.
 */
export async function stumbles(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map((v) => `${v.id} ${v.nodes[0]?.html}`);
}

/** Everybody can use it, nothing sticks out, and no name of the code's stands for a word. With TAVLEN_SHOTS=folder it is kept there as a picture. */
export async function nothingWrong(page: Page, where: string, rules?: string[]): Promise<void> {
  await ready(page);
  if (shots) {
    const { width, height } = await page.evaluate(() => document.documentElement.getBoundingClientRect());
    const clip = { x: 0, y: 0, width, height: Math.min(height, 3200) };
    await page.screenshot({ path: `${shots}/${where.replace(/\W+/g, '-')}.png`, fullPage: true, clip });
  }
  expect(await stumbles(page, rules), where).toEqual([]);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
  const shown = await page.locator('body').innerText();
  expect(shown.match(/\b[a-z]+_[a-z_]+\b/g), `${where} shows a name of the code's`).toBeNull();
}

/** The same in light and dark. */
export async function bothSchemes(page: Page, where: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await nothingWrong(page, `${where} light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await nothingWrong(page, `${where} dark`, OF_COLOURS);
  await page.emulateMedia({ colorScheme: null });
}

/** What went wrong on a page from now on without being seen: errors of scripts, and what its own rules forbid. */
export function faults(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (m) => {
    if (m.text().includes('Content Security Policy')) found.push(m.text());
  });
  page.on('pageerror', (error) => found.push(String(error)));
  return found;
}
