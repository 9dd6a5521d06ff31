import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { noHydration, PURE } from './scripts/no-hydration.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const lib = join(root, 'src/lib');

/** What the first load is made of; it is one file, because every request costs a slow phone a round trip. */
const NOT_FIRST =
  /\.en\.ts|node_modules\/(idb|uqr|svelte\/src\/(reactivity|motion|transition|easing|store))\/|\/(later|rooms|own)\.ts|\/(Notices|Lately|Soon)\.svelte|\/(notices|updates)\.|\/today\/(news|visit|soon)|\/lib\/(attention\/|seen\/|story\/|devices\/|exit\/|keys\/|lock\/|numbers\/|flags\/|ending\/|ended\/|measure\/|push\/|board\/|meetings\/|db\/(db|vault|held)|i18n\/(explain|names|problems)|text\/(instant|lix)|plan\/(lane-icons|dream|firsttime|notes|wishes|handovers|NewConsultant|rest\/|handover\/|history\/)|pictures\/|messages\/|sound\/|aloud\/|catalogue\/|calendar\/|talk\/|api\/(thread|calendar|devices|doors|file|keys|reminders|staff|history|paths|push|messages|writes|pictures)|sync\/(messages|live|stream|apply)|outbox\/(engine|overlay|rules|drafts)|ui\/(rooms-icons|Choices|Dialog|Field|Select|TextArea|Notice))/;
const firstLoad = (id: string): boolean =>
  /\/(node_modules|src\/(app|lib|features\/today))\//.test(id) && !NOT_FIRST.test(id);
/** A language is one file: whoever speaks it needs all of it. The desk's words stay with the desk. */
const english = (id: string): boolean => /\/src\/(app|lib|features)\/.*\.en\.ts$/.test(id);

/**
 * What more than one door needs, fetched as soon as the first content stands: what keeps and sends, what forms are made
 * of, notices and problems in words. The sign-in page and the desk stand on it, and on no room.
 */
const shared = (id: string): boolean =>
  /node_modules\/|\/src\/lib\/(db\/|exit\/|outbox\/|sync\/|text\/|api\/|i18n\/|ui\/|push\/|plan\/(lane-icons|firsttime|notes|wishes)|catalogue\/(catalogue|limits|slug)|aloud\/voices)|\/src\/app\/(later|[Nn]otices|updates)|\/src\/features\/(start|today)\//.test(
    id,
  ) &&
  !/\/uqr\/|svelte\/src\/reactivity\/(index|map|set|date|url|window)|\/text\/lix|\/api\/(thread|staff|history|calendar|devices|file|keys)|\.css/.test(
    id,
  );
/** The citizen's rooms stand over the same parts, which together compress to much less than apart. */
const rooms = (id: string): boolean =>
  /reactivity\/window|\/src\/(app\/rooms|lib\/seen\/(?!Names|words\.en)|lib\/(attention|board|ended|meetings|messages|pictures|plan|catalogue|calendar|api|story|talk)\/|features\/)/.test(
    id,
  ) &&
  !/\/talk\/ontap\/|\/calendar\/CalendarFeed|\/features\/(people|history|flag|measure|assessment|mine|looked|story)\/|\/plan\/(history|handover)\/|\/api\/(thread|staff|devices|file|keys)|\.css/.test(
    id,
  );

/** Says in dist/.vite which file each of our modules went to, for scripts/finish.mjs. */
const where = (): Plugin => ({
  name: 'where',
  apply: 'build',
  generateBundle(_, bundle) {
    const files = Object.values(bundle).flatMap((chunk) =>
      chunk.type === 'chunk'
        ? Object.keys(chunk.modules).map((id) => [relative(root, id), chunk.fileName] as const)
        : [],
    );
    const source = JSON.stringify(Object.fromEntries(files.filter(([id]) => id.startsWith('src/'))));
    this.emitFile({ type: 'asset', fileName: '.vite/modules.json', source });
  },
});

export default defineConfig({
  plugins: [svelte(), noHydration(), where()],
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
      treeshake: { manualPureFunctions: PURE },
      output: {
        codeSplitting: {
          groups: [
            { name: 'tavlen', test: firstLoad },
            { name: 'en', test: english },
            { name: 'shared', test: shared },
            { name: 'rooms', test: rooms },
            { name: 'flag', test: /\/src\/(features\/flag|lib\/(flags|ending))\/(?!.*\.en\.ts$)/ },
            // What asks for the code is kept without net; its settings are not, and stand on it.
            {
              name: 'lock',
              test: /\/src\/lib\/lock\/(?!(AppLock|Look|Settings)\.svelte|words|addkey)(?!.*\.en\.ts$)/,
            },
            // One file each: the first load names it, and each costs a request.
            {
              name: 'parts',
              test: /\/src\/desk\/(words|routes|forms\/typed|ui\/(Check|ClockField)|meetings\/words)\.(?!en\.ts$)/,
            },
            { name: 'measure', test: /\/src\/lib\/measure\/(?!.*\.en\.ts$)/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.TAVLEN_URL ?? 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 60_000, hookTimeout: 60_000 },
});
