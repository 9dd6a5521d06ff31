/** What a phone has kept of the plan, to be looked through. */
import type { Page } from '@playwright/test';
import { atRest, expect } from './installation';

/** All that lies on the phone as text: records as they lie, marks, and the addresses that are kept. */
const kept = async (page: Page): Promise<string> =>
  (await atRest(page)).join('') +
  (await page.evaluate(async () => {
    let all = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) all += request.url;
    return all;
  }));

/** None of the words lie on the phone, nor anything sealed. */
export async function keptNothing(page: Page, words: readonly string[]): Promise<void> {
  const all = await kept(page);
  for (const word of [...words, '/api/']) expect(all.includes(word), word).toBe(false);
  // The key of an empty vault may lie there; nothing that it locks.
  expect((await atRest(page)).filter((record) => record.includes('"data"'))).toEqual([]);
}
