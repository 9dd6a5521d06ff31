/** Reading back in a conversation: at its very top older messages come, it says so, and what one reads stays in its place. */
import { expect, signIn, test } from './installation';
import { sayMany } from './many';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('at the very top it says that older messages are fetched, and what is in sight stays', async ({
  page,
  installation,
}) => {
  test.slow();
  await signIn(page, installation, 'birthe');
  await sayMany(page, 160);
  // What is just sent can be taken back, with a button that goes by itself: all of it is to be older than that.
  const clock = () =>
    page.evaluate(async () => Date.parse((await fetch('/api/v1/me')).headers.get('Tavlen-Time') ?? ''));
  const late = (await clock()) + 60_000;
  installation.ahead('2m');
  await expect.poll(clock).toBeGreaterThan(late);

  // The first page of older ones does not get through, the second comes when the test says so.
  let asked = 0;
  let answer = (): void => undefined;
  const allowed = new Promise<void>((go) => (answer = go));
  await page.route(
    (url) => url.searchParams.has('before'),
    async (route) => {
      if (asked++ === 0) return route.abort();
      await allowed;
      await route.continue();
    },
  );
  await page.goto(`${installation.url}/beskeder`);
  const log = page.getByRole('log', { name: 'Samtalen' });
  await expect(log.getByText('Nummer 159.')).toBeInViewport();
  const text = (n: number) => log.getByText(`Nummer ${n}.`, { exact: true });
  await expect(text(110)).toHaveCount(1);
  await expect(text(109)).toHaveCount(0);

  // Nothing is fetched before one scrolls up; and when that fails it is said once, with the button as the way on.
  expect(asked).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expect(log.getByRole('alert')).toBeVisible();
  await expect(log).toHaveAttribute('aria-busy', 'false');
  expect(asked).toBe(1);
  await page.getByRole('button', { name: 'Vis ældre beskeder' }).tap();
  const toTop = () => log.evaluate((it) => it.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await toTop();
  await expect(page.getByRole('button', { name: 'Henter ældre beskeder' })).toBeInViewport();
  await expect(log).toHaveAttribute('aria-busy', 'true');

  const place = async () => (await text(110).boundingBox())!.y;
  await expect(text(110)).toBeInViewport();
  const before = await place();
  answer();
  await expect(text(85)).toHaveCount(1);
  await expect(log).toHaveAttribute('aria-busy', 'false');
  expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(2);

  // From there all the rest comes by itself as one scrolls.
  await expect(async () => {
    await toTop();
    await expect(text(0)).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(text(0)).toBeVisible();
  expect(await log.getByRole('listitem').count()).toBeLessThanOrEqual(75);

  // And back at once. A finger on its way to the button would bring the next ones, and move it.
  await page.getByRole('button', { name: 'Gå til det nyeste' }).dispatchEvent('click');
  await expect(text(159)).toBeInViewport();
  await expect(text(0)).toHaveCount(0);
});
