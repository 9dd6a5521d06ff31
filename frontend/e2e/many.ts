/** A long conversation: many short messages, sent one after another by whoever is signed in. */
import { expect, type Page } from '@playwright/test';

/** Sends "Nummer 0." and so on, so many. */
export async function sayMany(page: Page, many: number): Promise<void> {
  const sent = await page.evaluate(async (many) => {
    const me = (await (await fetch('/api/v1/me')).json()) as { plan: { id: string } | string };
    const plan = typeof me.plan === 'string' ? me.plan : me.plan.id;
    const id = () =>
      btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, '');
    for (let i = 0; i < many; i++) {
      const key = id();
      const answer = await fetch(`/api/v1/plans/${plan}/messages/${key}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1', 'Idempotency-Key': key },
        body: JSON.stringify({ text: `Nummer ${i}.` }),
      });
      if (!answer.ok) return `${answer.status} ${await answer.text()}`;
    }
    return 'ok';
  }, many);
  expect(sent).toBe('ok');
}
