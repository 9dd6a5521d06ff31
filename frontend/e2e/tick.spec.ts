/** A tick: the box answers the finger first, and what comes after it is never lost. */
import type { Page } from '@playwright/test';
import { expect, signIn, test, working } from './installation';

/** The steps of the plan as the server has them, by their words. */
const status = (page: Page, text: string) =>
  page.evaluate(async (text) => {
    const get = async (path: string) => (await fetch(`/api/v1${path}`)).json();
    const { plan } = await get('/me');
    const { steps } = await get(`/plans/${plan.id}`);
    const step = steps.find((s: { text: string }) => s.text === text);
    return step.status === 'done' || (step.ticks ?? []).length > 0;
  }, text);
/** A step of the board that is not done and can be only once. */
const open = async (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const get = async (path: string) => (await fetch(`/api/v1${path}`)).json();
    const { plan } = await get('/me');
    const { steps } = await get(`/plans/${plan.id}`);
    const shown = [...document.querySelectorAll('article.note input:not(:checked) + label .text')].map(
      (text) => text.textContent,
    );
    return steps.find(
      (s: { text: string; repeats?: string; of?: number }) => !s.repeats && !s.of && shown.includes(s.text),
    ).text;
  });
const held = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('soon')).length);

test('a tick survives that the page is loaded anew in the same moment', async ({ page, installation }) => {
  await signIn(page, installation, 'peter');
  await page.goto(`${installation.url}/tavlen`);
  await page.locator('article.note').first().waitFor();
  const text = await open(page);
  const box = page.getByRole('checkbox', { name: text }).first();
  await box.evaluate((box: HTMLInputElement) => {
    box.click();
    location.reload();
  });
  await expect.poll(() => status(page, text).catch(() => false)).toBe(true);
  await expect.poll(() => held(page)).toBe(0);
});

test('ticked and taken back at once is nothing; ticked without net stands there the next time', async ({
  page,
  context,
  installation,
}) => {
  await signIn(page, installation, 'peter');
  await page.goto(`${installation.url}/tavlen`);
  await working(page);
  await page.locator('article.note').first().waitFor();
  const text = await open(page);
  const box = page.getByRole('checkbox', { name: text }).first();
  await box.evaluate((box: HTMLInputElement) => {
    box.click();
    box.click();
  });
  expect(await held(page)).toBe(0);
  await expect(box).not.toBeChecked();
  await context.setOffline(true);
  await box.evaluate((box: HTMLInputElement) => {
    box.click();
    location.reload();
  });
  await page.locator('article.note').first().waitFor();
  await expect.poll(() => held(page)).toBe(0);
  await page.reload();
  await page.locator('article.note').first().waitFor();
  await context.setOffline(false);
  await expect.poll(() => status(page, text).catch(() => false)).toBe(true);
});
