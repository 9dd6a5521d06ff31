/**
 * Scrolls back through a long conversation in a real Chromium whose processor is slowed down six times, as on a cheap
 * phone, until so many messages have gone by; and looks how smooth that was and whether the page grows meanwhile. Prints
 * `name value unit` lines; cmd/bench writes the conversation and starts it:
 *
 *   node scripts/scroll.mjs LINK [CHROMIUM]
 */
import { phone, SLOWED } from './phone.mjs';

/** How many messages are gone back through: many times what is on the page at once. */
const BACK = 500;
/** How fast: pixels a second, as a thumb flicks. */
const SPEED = 3000;
/** Whoever is not through by then is stuck, in ms. */
const PATIENCE = 120_000;
/** A screen's frame, in ms. */
const FRAME = 1000 / 60;

const [link, program] = process.argv.slice(2);

/** Runs in the page: scrolls up frame by frame, and notes each frame, each long task, and what is on the page. */
async function scrollBack({ back, speed, patience }) {
  const seen = new WeakSet();
  const found = { gaps: [], tasks: [0], shown: 0, nodes: 0, seen: 0 };
  const look = () => {
    const there = document.querySelectorAll('[role=log] li');
    for (const li of there) {
      if (seen.has(li)) continue;
      seen.add(li);
      found.seen++;
    }
    found.shown = Math.max(found.shown, there.length);
    found.nodes = Math.max(found.nodes, document.getElementsByTagName('*').length);
  };
  look();
  const wanted = found.seen + back;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) found.tasks.push(entry.duration);
  }).observe({ type: 'longtask' });
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const began = await frame();
  for (let before = began, n = 1; found.seen < wanted && before - began < patience; n++) {
    const now = await frame();
    found.gaps.push(now - before);
    // A frame that came late is no longer leap: the thumb is where it was.
    scrollBy({ top: (-speed * Math.min(now - before, 50)) / 1000, behavior: 'instant' });
    before = now;
    if (n % 8 === 0) look();
  }
  return { ...found, seen: found.seen - (wanted - back) };
}

const { browser, context, first } = await phone(link, program);
try {
  await first.close();
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await page.goto(new URL('/beskeder', link).href);
  await page.locator('[role=log] li').last().waitFor();
  await page.waitForTimeout(3000); // what comes after the first content is done by then
  const { gaps, tasks, shown, nodes, seen } = await page.evaluate(scrollBack, {
    back: BACK,
    speed: SPEED,
    patience: PATIENCE,
  });
  if (seen < BACK) throw new Error(`only ${seen} messages went by in ${PATIENCE / 1000} s`);
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME) - 1), 0);
  console.log('thread_scroll_messages', seen, 'messages');
  console.log('thread_scroll_dropped', ((100 * dropped) / (dropped + gaps.length)).toFixed(1), '%');
  console.log('thread_scroll_frame_longest', Math.max(...gaps).toFixed(0), 'ms');
  console.log('thread_scroll_task_longest', Math.max(...tasks).toFixed(0), 'ms');
  console.log('thread_scroll_shown', shown, 'messages');
  console.log('thread_scroll_nodes', nodes, 'nodes');
} finally {
  await browser.close();
}
