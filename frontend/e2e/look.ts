/** Pages as pictures, for people to look at: with TAVLEN_SCREENS=folder they are kept there, in both colour schemes. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export async function look(name: string, pages: Record<string, Page>): Promise<void> {
  const folder = process.env.TAVLEN_SCREENS;
  if (!folder) return;
  for (const [where, page] of Object.entries(pages))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: join(folder, `${name}-${where}-${colorScheme}.png`),
        fullPage: true,
        animations: 'disabled',
      });
      await page.emulateMedia({ colorScheme: null });
    }
}
