/**
 * The last part of a build, after Vite: the first-load CSS goes into index.html (with its hash for the CSP), the service
 * worker gets its list by role, and every text file gets .br and .gz beside it.
 *
 * TAVLEN_SW=off builds the kill-switch worker in sw.js's place.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { minify } from 'terser';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const at = (...path) => join(dist, ...path);
const read = (path) => readFileSync(at(path), 'utf8');
const sha256 = (text, encoding) => createHash('sha256').update(text).digest(encoding);

/** @type {Record<string, {file: string, css?: string[], imports?: string[], dynamicImports?: string[]}>} */
const manifest = JSON.parse(read('.vite/manifest.json'));

/** @type {Record<string, string>} the file that each of our modules went to */
const modules = JSON.parse(read('.vite/modules.json'));
const keyOf = (file) => Object.keys(manifest).find((key) => manifest[key].file === file);

/** Nothing unsafe, and no read is dropped: in Svelte to read a property is to follow it. */
const TERSER = { module: true, ecma: 2022, compress: { passes: 3, pure_getters: false } };

/** Every file reached from a chunk, its static and (when told) dynamic imports. `skip` ends a branch. */
function reach(key, { dynamic, skip = () => false }, found = new Set(), seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key) || skip(key)) return found;
  seen.add(key);
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const next of [...(chunk.imports ?? []), ...(dynamic ? (chunk.dynamicImports ?? []) : [])])
    reach(next, { dynamic, skip }, found, seen);
  return found;
}

// The chunk that index.html starts with; grouping may have merged Vite's own entry into it.
const started = /<script type="module"[^>]*src="\/([^"]+)"/.exec(read('index.html'))?.[1];
const entry = keyOf(started);
if (!entry) throw new Error('index.html starts no known chunk');
const DESK = 'src/desk/Desk.svelte';
/** Fetched on a tap of that very thing, and of use with net only. */
const ON_TAP = [
  'src/lib/talk/ontap/index.ts',
  'src/lib/plan/handover/More.svelte',
  'src/features/people/People.svelte',
  'src/app/own.ts',
  'src/lib/seen/Names.svelte',
  'src/features/measure/Measure.svelte',
  'src/features/assessment/Assessment.svelte',
  'src/lib/calendar/CalendarFeed.svelte',
  'src/lib/devices/Devices.svelte',
  'src/lib/devices/told.ts',
  'src/lib/lock/Settings.svelte',
  'src/lib/numbers/offer.ts',
  'src/lib/keys/index.ts',
  'src/lib/keys/Offer.svelte',
  'src/lib/keys/limited.ts',
  keyOf(modules['src/lib/keys/passkey.ts']),
];
/** What records and plays: fetched on a tap too, and kept by the worker of who opened messages. */
const SOUND = 'src/lib/sound/tools.ts';
/** What reads a page aloud: fetched and kept where the phone has a voice of its own. */
const ALOUD = 'src/lib/aloud/ReadAloud.svelte';
/** What asks for the code of a locked app: kept where there is a lock. */
const LOCK = keyOf(modules['src/lib/lock/lock.ts']);
const first = reach(entry, { dynamic: false });
const citizen = reach(entry, {
  dynamic: true,
  skip: (key) => key === DESK || ON_TAP.includes(key) || [SOUND, ALOUD, LOCK].includes(key),
});
/** The other language is kept only where it is read. */
const english = [...citizen].filter((file) => /\/en-[^/]*\.js$/.test(file));
if (english.length !== 1) throw new Error(`the English words are ${english.length} files`);
for (const file of english) citizen.delete(file);
const sound = [...reach(SOUND, { dynamic: false })].filter(
  (file) => !citizen.has(file) && !english.includes(file),
);
const aloud = [...reach(ALOUD, { dynamic: false })].filter(
  (file) => !citizen.has(file) && !english.includes(file),
);
const lock = [...reach(LOCK, { dynamic: false })].filter(
  (file) => !citizen.has(file) && !english.includes(file),
);
if (!lock.length) throw new Error('the lock is in no file of its own');
if (!aloud.length) throw new Error('what reads aloud is in no file of its own');
if (!sound.length) throw new Error('the recorder is in no file of its own');
const onTap = [
  ...new Set(ON_TAP.flatMap((key) => [...reach(key, { dynamic: true, skip: (next) => next === DESK })])),
].filter(
  (file) =>
    !citizen.has(file) &&
    ![...english, ...sound, ...aloud, ...lock].includes(file) &&
    !/words\.en-/.test(file),
);
const desk = [...reach(DESK, { dynamic: true })].filter(
  (file) => !citizen.has(file) && !english.includes(file) && !sound.includes(file),
);

/** Before somebody is signed in nothing of anybody's rooms is fetched: the front door stands on the first load and this. */
const doors = ['SignIn', 'Front'].map((name) => keyOf(modules[`src/features/start/${name}.svelte`]));
const signIn = new Set(doors.flatMap((key) => [...reach(key, { dynamic: false })]));
const scripts = (files) => [...files].filter((file) => file.endsWith('.js'));

// 1. The first load's CSS stands in the page itself: one request less before anything is seen. So does the little that
// comes with the shared script.
let html = read('index.html');
const shared = reach(keyOf(modules['src/app/later.ts']), { dynamic: false });
const inlined = [...new Set([...first, ...shared])].filter((file) => file.endsWith('.css'));
const css = inlined
  .map((file) => read(file))
  .join('')
  .trim();
for (const file of inlined) {
  html = html.replace(new RegExp(`\\s*<link rel="stylesheet"[^>]*href="/${file}"[^>]*>`), '');
  rmSync(at(file));
  citizen.delete(file);
}
// What holds the scripts together is a file of its own, shorter than its request: it stands in each that needs it.
const [runtime] = [...citizen].filter((file) => /\/rolldown-runtime-/.test(file));
if (!runtime) throw new Error('what holds the scripts together is in no file');
const [, helpers, exported] = /^(.*)export\{(\w+)\};?\s*$/s.exec(read(runtime)) ?? [];
if (!exported) throw new Error('what holds the scripts together has another form');
rmSync(at(runtime));
for (const files of [citizen, signIn]) files.delete(runtime);
const holdTogether = (text, name) => {
  const out = text.replace(
    new RegExp(`import\\{${exported} as (\\w+)\\}from"\\./${basename(runtime).replaceAll('.', '\\.')}";`),
    (_, local) => `const ${local}=(()=>{${helpers};return ${exported}})();`,
  );
  if (out.includes(`./${basename(runtime)}`)) throw new Error(`${name} takes the runtime in another way`);
  return out;
};
// A script that opens another would fetch these files too, and give up where they are none. One that is alone in its
// list is the other itself, which needs nobody to look for it.
const there = [...inlined, runtime, started];
const withoutThose = (text) => {
  const list = /m\.f=(\[[^\]]*\])/.exec(text)?.[1];
  if (!list) return text;
  const [named, left] = [JSON.parse(list), []];
  const calls = text.replace(/__vite__mapDeps\(\[([\d,]+)\]\)/g, (_, numbers) => {
    const files = numbers
      .split(',')
      .map((number) => named[number])
      .filter((file) => !there.includes(file));
    if (files.length === 1) return '__vite__mapDeps([])';
    for (const file of files) if (!left.includes(file)) left.push(file);
    return `__vite__mapDeps([${files.map((file) => left.indexOf(file))}])`;
  });
  return calls.replace(list, () => JSON.stringify(left));
};
// And Terser once more over what Vite's minifier made: it folds what the first left, a hundredth of what a phone loads.
for (const name of readdirSync(at('assets')).filter((name) => name.endsWith('.js'))) {
  const mended = withoutThose(holdTogether(read(`assets/${name}`), name));
  const { code } = await minify(mended, TERSER);
  writeFileSync(at('assets', name), code);
}
if (/<link rel="stylesheet"/.test(html)) throw new Error('index.html still links a stylesheet');
html = html.replace('</head>', () => `  <style>${css}</style>\n  </head>`);
if (/<script(?![^>]*\bsrc=)/.test(html) || / style="/.test(html))
  throw new Error('inline script or style attribute in index.html');
writeFileSync(at('index.html'), html);
writeFileSync(
  at('csp.json'),
  JSON.stringify({ style: [`sha256-${sha256(css, 'base64')}`], script: [] }) + '\n',
);

// 2. The worker, and what it keeps for each role.
// The neutral page with all that is on it: who leaves in a hurry may have no net.
const icons = [
  'icons/icon.svg',
  'icons/icon-192.png',
  'manifest.webmanifest',
  'noter.html',
  'noter.css',
  'noter.webmanifest',
  'icons/noter-192.png',
];
const kept = [...citizen]
  .sort()
  .concat(icons)
  .map((file) => `/${file}`);
const roomsOf = manifest[keyOf(modules['src/app/rooms.ts'])];
const links = [
  ...roomsOf.css.map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
  ...[keyOf(modules['src/app/later.ts']), keyOf(modules['src/app/rooms.ts'])].map(
    (key) => `<link rel="modulepreload" crossorigin href="/${manifest[key].file}">`,
  ),
].join('');
const version = sha256(
  [...kept, ...english, ...sound, ...aloud, ...lock, ...desk, sha256(html, 'hex')].join(),
  'hex',
).slice(0, 12);
const off = process.env.TAVLEN_SW === 'off';
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  define: {
    __VERSION__: JSON.stringify(version),
    __CITIZEN__: JSON.stringify(kept),
    __LINKS__: JSON.stringify(links),
    __ENGLISH__: JSON.stringify(english.map((file) => `/${file}`)),
    __SOUND__: JSON.stringify(sound.map((file) => `/${file}`)),
    __ALOUD__: JSON.stringify(aloud.map((file) => `/${file}`)),
    __LOCK__: JSON.stringify(lock.map((file) => `/${file}`)),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    rollupOptions: {
      input: join(root, 'src/sw', off ? 'kill.ts' : 'sw.ts'),
      output: { entryFileNames: 'sw.js', format: 'iife' },
    },
    reportCompressedSize: false,
  },
});
writeFileSync(at('desk.json'), JSON.stringify(desk.map((file) => `/${file}`)) + '\n');
writeFileSync(
  at('first-load.json'),
  JSON.stringify(
    {
      js: scripts(first),
      signIn: scripts(signIn),
      citizen: [...citizen],
      english,
      sound,
      aloud,
      lock,
      onTap,
      desk,
    },
    null,
    1,
  ) + '\n',
);
rmSync(at('.vite'), { recursive: true });

// 3. Compressed once here, at the best quality, so that the server never has to.
function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}
/** In each of the encoder's modes, and the shortest: which one fits a file best is not known before. */
function brotli(bytes) {
  const one = (mode) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: mode,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
  return [constants.BROTLI_MODE_GENERIC, constants.BROTLI_MODE_FONT]
    .map(one)
    .reduce((a, b) => (b.length < a.length ? b : a));
}
for (const path of [...files(dist)]) {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(path)) continue;
  const name = relative(dist, path).split(sep).join('/');
  if (name === 'csp.json' || name === 'first-load.json') continue; // for the server and the budgets, not for browsers
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotli(bytes));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
