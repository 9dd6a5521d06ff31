/** Draws the PNG icons from public/icons/icon.svg with Chromium; run by hand when the drawing changes (`npm run icons`). */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));
const svg = readFileSync(`${folder}icon.svg`, 'utf8');
/** A maskable icon and Apple's fill their square: full colour to the edge, the drawing inside the safe 80 %. */
const filled = svg
  .replace('rx="112"', '')
  .replace(
    /(<rect width="512"[^>]*>)([\s\S]*)<\/svg>/,
    '$1<g transform="translate(256 256) scale(.78) translate(-256 -256)">$2</g></svg>',
  );

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const [name, size, drawing] of [
  ['icon-192', 192, svg],
  ['icon-512', 512, svg],
  ['maskable-512', 512, filled],
  ['apple-touch-icon', 180, filled],
]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`);
  writeFileSync(`${folder}${name}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
