/**
 * Measures the board in a real Chromium whose processor is slowed down six times, as a cheap phone's: how long a visit
 * to it takes until every goal's note stands there from what lies on the phone, and how soon a ticked step answers the
 * finger. Prints `name value unit` lines; cmd/bench makes the person and starts it:
 *
 *   node scripts/board.mjs LINK GOALS [CHROMIUM]
 *
 * LINK is a sign-in link that is not used yet, GOALS how many notes make the board whole.
 */
import { phone, SLOWED } from './phone.mjs';

const VISITS = 7;
const TICKS = 7;
/** Asking in every frame would be a good part of what is measured. */
const SELDOM = { polling: 500 };

const [link, goals, program] = process.argv.slice(2);
const board = new URL('/tavlen', link).href;

/** Runs in every page before its scripts: notes when the last note was painted, and how long each input took. */
function watch(wanted) {
  globalThis.bench = { stood: undefined, taps: [] };
  const look = new MutationObserver(() => {
    if (document.querySelectorAll('article.note').length < wanted) return;
    look.disconnect();
    // The frame after the next one begins when this one has been painted.
    requestAnimationFrame(() => requestAnimationFrame((now) => (globalThis.bench.stood = now)));
  });
  look.observe(document, { childList: true, subtree: true });
  // From the finger to the next paint (Event Timing), in steps of 8 ms.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.interactionId) globalThis.bench.taps.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}

/** Runs in a page: ticks a step, and gives how many ms went by until the board is laid out with it. */
async function tickHere() {
  const box = document.querySelector('article.note input[type=checkbox]:not(:checked)');
  const began = performance.now();
  box.click();
  await Promise.resolve(); // what the tick changes is drawn in the microtask after it
  document.body.getBoundingClientRect();
  return performance.now() - began;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const print = (name, values) => {
  console.log(name, median(values).toFixed(0), 'ms');
  console.log(`${name}_best`, values[0].toFixed(0), 'ms');
};

const { browser, context, first } = await phone(link, program, (to) =>
  to.addInitScript(watch, Number(goals)),
);
try {
  await first.goto(board);
  await first.waitForFunction(() => globalThis.bench.stood);
  await first.waitForFunction(() => navigator.serviceWorker.controller);
  await first.close();

  /** A new visit, slowed down; gives the page when the board stands. */
  const visit = async () => {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
    await page.goto(board, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.bench.stood, undefined, SELDOM);
    return page;
  };
  const visits = async () => {
    const took = [];
    for (let i = 0; i < VISITS; i++) {
      const page = await visit();
      took.push(await page.evaluate(() => globalThis.bench.stood));
      await page.close();
    }
    return took;
  };
  print('board_open', await visits());
  await context.setOffline(true);
  print('board_open_offline', await visits());
  await context.setOffline(false);

  // On a machine that does other things too, waiting is most of that. The page's own work cannot be disturbed: what its
  // main thread used of a processor, at full speed, as long as a slow one would take for it.
  const worked = [];
  const answered = [];
  for (let i = 0; i < VISITS; i++) {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(board, { waitUntil: 'commit' });
    await page.waitForFunction(() => globalThis.bench.stood, undefined, SELDOM);
    const { metrics } = await cdp.send('Performance.getMetrics');
    worked.push(metrics.find(({ name }) => name === 'TaskDuration').value * 1000 * SLOWED);
    answered.push(SLOWED * (await page.evaluate(tickHere)));
    await page.close();
  }
  print('board_open_work', worked);
  print('tick_work', answered);

  const page = await visit();
  await page.waitForTimeout(3000); // what comes after the first content is done by then
  const taps = [];
  for (let i = 0; i < TICKS; i++) {
    await page.evaluate(() => (globalThis.bench.taps.length = 0));
    const box = await page.locator('article.note input[type=checkbox]:not(:checked)').nth(i).elementHandle();
    await box.evaluate((one) => one.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await page.waitForTimeout(500); // what came into sight is drawn before the finger comes
    const { x, y, width, height } = await box.boundingBox();
    // A finger at that place, and not the locator's tap, which asks the slowed page first whether it would hit.
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await page.waitForTimeout(1500); // the paint, the write and its answer, before the next finger
    if (!(await box.isChecked())) throw new Error('the finger did not tick the step');
    taps.push(Math.max(16, ...(await page.evaluate(() => globalThis.bench.taps))));
  }
  print('tick_answer', taps);
} finally {
  await browser.close();
}
