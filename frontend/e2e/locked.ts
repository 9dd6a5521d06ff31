/** The app's lock as a person uses it. */
import type { Page } from '@playwright/test';
import { expect } from './installation';

export const CODE = '730418';
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Kode med 6 tal').fill(code);
  await page.getByRole('button', { name: 'Lås op' }).click();
}
export async function lockIt(page: Page, code = CODE): Promise<void> {
  await page.goto('/mere');
  await page.getByRole('button', { name: 'Lås appen' }).click();
  await page.getByLabel('Ny kode med 6 tal').fill(code);
  await page.getByLabel('Skriv den nye kode igen').fill(code);
  await page.getByRole('button', { name: 'Lås med den kode' }).click();
  await expect(page.getByText('Appen er låst fra nu af.').first()).toBeVisible();
}
export const locked = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Skriv din kode' })).toBeVisible();
/** Puts the page in the background, and brings it back. */
export const turn = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
