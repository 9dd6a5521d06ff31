/** A cheap phone for the benchmarks: a real Chromium of a phone's size on which somebody signs in, to be slowed down. */
import { chromium } from 'playwright-core';

/** How many times slower than this machine a cheap phone's processor is. */
export const SLOWED = 6;
/** Whoever waits longer is told that it hangs, in ms. */
const PATIENCE = 60_000;

/**
 * Signs in with a link that is not used yet; `prepare` is done to the browser's context before that. The app's worker is
 * there when `first`, the page of it, is given.
 */
export async function phone(
  link,
  program = process.env.CHROMIUM ?? '/usr/bin/chromium',
  prepare = () => undefined,
) {
  const browser = await chromium.launch({
    executablePath: program,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    context.setDefaultTimeout(PATIENCE);
    await prepare(context);
    const first = await context.newPage();
    await first.goto(link);
    await first.getByRole('button', { name: 'Kom ind på Tavlen' }).click();
    await first.waitForURL('**/i-dag');
    await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    return { browser, context, first };
  } catch (problem) {
    await browser.close();
    throw problem;
  }
}
