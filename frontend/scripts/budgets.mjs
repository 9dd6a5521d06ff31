/** What a person on a cheap phone pays for, in brotli bytes. Prints one line a budget and fails when one is over. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const { js, citizen, desk } = JSON.parse(readFileSync(`${dist}first-load.json`, 'utf8'));
const br = (file) => statSync(`${dist}${file}.br`).size;
const sum = (files) => files.reduce((total, file) => total + br(file), 0);
const all = readdirSync(`${dist}assets`).map((name) => `assets/${name}`);
const lazyCss = all.filter((file) => file.endsWith('.css') && !desk.includes(file));

const KB = 1024;
const lines = [
  ['first-load JS', sum(js), 30 * KB],
  // The page itself holds the first load's CSS, so its whole size counts.
  ["CSS (index.html with its CSS, and every room's)", br('index.html') + sum(lazyCss), 8 * KB],
  ['service worker', br('sw.js'), 2 * KB],
  ['all a citizen ever loads', br('index.html') + br('sw.js') + sum(citizen), 100 * KB],
  // Before content: the page, its scripts, who I am, my plan.
  ['requests before content', 1 + js.length + 2, 4],
];
let over = 0;
for (const [name, size, limit] of lines) {
  const shown = limit > 100 ? `${(size / KB).toFixed(1)} of ${limit / KB} KB br` : `${size} of ${limit}`;
  console.log(`${size > limit ? 'OVER  ' : 'within'} ${name}: ${shown}`);
  if (size > limit) over++;
}
console.log(`       the desk's own chunk: ${(sum(desk) / KB).toFixed(1)} KB br`);
process.exit(over ? 1 : 0);
