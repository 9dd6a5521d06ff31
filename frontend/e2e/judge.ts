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

/** Everybody can use it, and nothing sticks out. With TAVLEN_SHOTS=folder it is kept there as a picture. */
export async function nothingWrong(page: Page, where: string): Promise<void> {
  await ready(page);
  if (shots) {
    const { width, height } = await page.evaluate(() => document.documentElement.getBoundingClientRect());
    const clip = { x: 0, y: 0, width, height: Math.min(height, 3200) };
    await page.screenshot({ path: `${shots}/${where.replace(/\W+/g, '-')}.png`, fullPage: true, clip });
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map((v) => `${where}: ${v.id} ${v.nodes[0]?.html}`),
    where,
  ).toEqual([]);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** The same in light and dark. */
export async function bothSchemes(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await nothingWrong(page, `${where} ${colorScheme}`);
  }
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
