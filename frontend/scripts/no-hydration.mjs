/**
 * Leaves Svelte's hydration out of the build. Every page here is mounted into an empty element; nothing is ever rendered
 * on the server, so the parts that walk ready-made markup are weight that each phone would fetch and parse for nothing.
 *
 * Svelte guards them by `hydrating` "so it can be treeshaken out", which the bundler cannot see as long as something
 * may set it. The module is replaced by one in which it is a constant; a Svelte whose module has other exports stops
 * the build. `PURE` names what compiled components call and what then does nothing.
 *
 * Likewise what waits for an `await` in markup, which our compiler's settings do not allow.
 */
import { readFileSync } from 'node:fs';

const MODULE = /\/svelte\/src\/internal\/client\/dom\/hydration\.js$/;
const CONSTANTS = { hydrating: 'false', hydrate_node: 'null' };
const NOTHING = [
  'set_hydrating',
  'set_hydrate_node',
  'hydrate_next',
  'reset',
  'hydrate_template',
  'next',
  'skip_nodes',
  'read_hydration_instruction',
];

export const PURE = ['$.reset', '$.next', '$.hydrate_template'];

/** Without `experimental.async` nobody hands `flatten` a promise, and what follows its early return is never reached. */
const WAITING = /\/svelte\/src\/internal\/client\/reactivity\/async\.js$/;
const AFTER_FLATTENED =
  /(?<=export function flatten\([^]*?\n\t)if \(async\.length === 0 && pending\.length === 0\) \{\n\t\tfn\(deriveds\);\n\t\treturn;\n\t\}\n[^]*?(?=\n\}\n)/;

/** @returns {import('vite').Plugin} */
export function noHydration() {
  return {
    name: 'no-hydration',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      if (WAITING.test(id)) {
        const code = readFileSync(id, 'utf8');
        const cut = code.replace(AFTER_FLATTENED, 'fn(deriveds);');
        if (cut === code) throw new Error("Svelte's flatten has changed");
        return cut;
      }
      if (!MODULE.test(id)) return null;
      const theirs = [...readFileSync(id, 'utf8').matchAll(/^export (?:let|const|function) (\w+)/gm)].map(
        (m) => m[1],
      );
      const ours = [...Object.keys(CONSTANTS), ...NOTHING];
      if (theirs.sort().join() !== ours.sort().join())
        throw new Error(`Svelte's hydration has changed: ${theirs} is no longer ${ours}`);
      return [
        ...Object.entries(CONSTANTS).map(([name, value]) => `export const ${name} = ${value};`),
        ...NOTHING.map((name) => `/* @__NO_SIDE_EFFECTS__ */ export function ${name}() {}`),
      ].join('\n');
    },
  };
}
