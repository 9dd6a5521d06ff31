/** Asks the server as whoever is signed in on a page, where a test needs what no screen of it is about. */
import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

/** An id as a phone makes them: 16 bytes, base64url. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** Puts a thing of its own id. @throws Error with the server's words when it is refused */
export const put = (page: Page, path: string, body: object): Promise<Record<string, string>> =>
  page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as Record<string, string>;
    },
    [path, body] as const,
  );
