/** What a person on a cheap phone pays for, in brotli bytes. Prints one line a budget and fails when one is over. */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const { js, citizen, desk } = JSON.parse(readFileSync(`${dist}first-load.json`, 'utf8'));
const br = (file) => statSync(`${dist}${file}.br`).size;
const sum = (files) => files.reduce((total, file) => total + br(file), 0);
/** A person reads one language; Danish lies in the rooms themselves. */
const languages = citizen.filter((file) => /\/en-[^/]*\.js$/.test(file));
if (languages.length !== 1) throw new Error(`the English words are ${languages.length} files`);

const KB = 1024;
const lines = [
  ['first-load JS', sum(js), 30 * KB],
  // The page itself holds the first load's CSS, so its whole size counts; a room's own comes with the room.
  ['first-load CSS (index.html with its CSS)', br('index.html'), 8 * KB],
  ['service worker', br('sw.js'), 2 * KB],
  [
    'all a Danish reader ever loads',
    br('index.html') + br('sw.js') + sum(citizen) - sum(languages),
    110 * KB,
  ],
  // Before content: the page, its scripts, who I am, my plan.
  ['requests before content', 1 + js.length + 2, 4],
];
let over = 0;
for (const [name, size, limit] of lines) {
  const shown = limit > 100 ? `${(size / KB).toFixed(1)} of ${limit / KB} KB br` : `${size} of ${limit}`;
  console.log(`${size > limit ? 'OVER  ' : 'within'} ${name}: ${shown}`);
  if (size > limit) over++;
}
console.log(`       an English reader loads besides: ${(sum(languages) / KB).toFixed(1)} KB br`);
console.log(`       the desk's own chunk: ${(sum(desk) / KB).toFixed(1)} KB br`);
process.exit(over ? 1 : 0);
