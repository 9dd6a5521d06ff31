import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const lib = fileURLToPath(new URL('./src/lib', import.meta.url));

/** What the first load is made of; it is one file, because every request costs a slow phone a round trip. */
const NOT_FIRST =
  /\.en\.ts|node_modules\/(idb|uqr|perfect-freehand|svelte\/src\/(reactivity|motion|transition|easing|store))\/|\/(later|rooms)\.ts|\/(Notices|Lately|Soon)\.svelte|\/(notices|updates)\.|\/today\/(news|visit|soon)|\/lib\/(push\/|board\/|db\/(db|vault)|i18n\/(explain|names|problems)|text\/instant|plan\/(lane-icons|dream|firsttime|notes|wishes|rest\/|history\/)|pictures\/|catalogue\/|calendar\/|api\/(calendar|staff|history|paths|push|messages|writes|pictures)|sync\/(messages|live|stream|apply)|outbox\/(engine|overlay|rules|drafts)|ui\/(Dialog|Field|Select|TextArea|Notice))/;
const firstLoad = (id: string): boolean =>
  /\/(node_modules|src\/(app|lib|features\/today))\//.test(id) && !NOT_FIRST.test(id);
/** A language is one file: whoever speaks it needs all of it. The desk's words stay with the desk. */
const english = (id: string): boolean => /\/src\/(app|lib|features)\/.*\.en\.ts$/.test(id);

/** What keeps and sends: one file, fetched as soon as the first content stands. */
const store = (id: string): boolean =>
  /node_modules\/idb\/|\/src\/lib\/(db\/(db|vault)|outbox\/(engine|overlay|rules)|sync\/(apply|messages|live|stream)|api\/(messages|paths|pictures))/.test(
    id,
  );
/** The citizen's rooms stand over the same parts, which together compress to much less than apart. */
const rooms = (id: string): boolean =>
  /\/src\/(app\/rooms|lib\/(board\/|calendar\/|api\/calendar|plan\/(dream|history|rest)|catalogue\/[Pp]icture)|features\/(board|help|history|meetings|messages|more|paper|plan|step)\/)/.test(
    id,
  ) && !/\.en\.ts|\.css/.test(id);
/** What forms are made of. */
const forms = (id: string): boolean =>
  /\/src\/lib\/(ui\/(Dialog|Field|Select|TextArea)|plan\/(lane-icons|firsttime|notes|wishes)|outbox\/drafts|i18n\/names|catalogue\/(catalogue|limits|slug))/.test(
    id,
  );

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: { $lib: lib },
    // Svelte's browser build under vitest too: runes in modules are part of what is tested.
    ...(process.env.VITEST && { conditions: ['browser'] }),
  },
  build: {
    target: 'es2022',
    // scripts/finish.mjs reads it: what is the first load, what is the citizen's, what is the desk's.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'tavlen', test: firstLoad },
            { name: 'en', test: english },
            { name: 'store', test: store },
            { name: 'forms', test: forms },
            { name: 'rooms', test: rooms },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.TAVLEN_URL ?? 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
