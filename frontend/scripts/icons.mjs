/** Draws the PNG icons from public/icons/icon.svg and noter.svg with Chromium; run by hand when a drawing changes (`npm run icons`). */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));
const read = (name) => readFileSync(`${folder}${name}.svg`, 'utf8');
/** A maskable icon and Apple's fill their square: full colour to the edge, the drawing inside the safe 80 %. */
const filled = (svg) =>
  svg
    .replace('rx="112"', '')
    .replace(
      /(<rect width="512"[^>]*>)([\s\S]*)<\/svg>/,
      '$1<g transform="translate(256 256) scale(.78) translate(-256 -256)">$2</g></svg>',
    );
const [ours, neutral] = [read('icon'), read('noter')];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const [name, size, drawing] of [
  ['icon-192', 192, ours],
  ['icon-512', 512, ours],
  ['maskable-512', 512, filled(ours)],
  ['apple-touch-icon', 180, filled(ours)],
  ['noter-192', 192, neutral],
  ['noter-512', 512, neutral],
  ['noter-maskable', 512, filled(neutral)],
  ['noter-apple', 180, filled(neutral)],
]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  writeFileSync(`${folder}${name}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
