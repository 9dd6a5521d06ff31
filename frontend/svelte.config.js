import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/**
 * The mark on a component's own styles: Svelte's, cut short, since every phone fetches each one twice (page and
 * CSS). No class in a template begins with an underscore. */
const marks = new Map();
function cssHash({ hash, filename, css }) {
  const of = filename ?? css;
  let length = 3;
  let mark = `_${hash(of).slice(0, length)}`;
  while ((marks.get(mark) ?? of) !== of) mark = `_${hash(of).slice(0, ++length)}`;
  marks.set(mark, of);
  return mark;
}

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, discloseVersion: false, cssHash },
};
