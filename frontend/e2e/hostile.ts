/**
 * Words that would be something else than words in a page, a template, an address or an eye, and the demo's cases with
 * such words in every field that holds somebody's own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Stands in all of them and nowhere else: where it is seen, somebody's words are. */
export const CANARY = 'kanariefugl';

/** Each ends in the canary, so that it is known what was cut off. Short enough for a title. */
export const CORPUS: readonly string[] = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '<svg onload=window.hit=1><animate onbegin=window.hit=1 attributeName=x dur=1s>',
  '"><iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '</textarea></style></title><details open ontoggle=window.hit=1>',
  `'onfocus=window.hit=1 autofocus tabindex=0 x='`,
  'javascript:window.hit=1',
  'java&#9;script:window.hit=1 data:text/html,<script>top.hit=1</script>',
  '<a href="javascript:window.hit=1">her</a><form action=javascript:window.hit=1>',
  '<math><mtext></p><style><img src=x onerror=window.hit=1>',
  '<link rel=stylesheet href=//evil.example/x.css><base href=//evil.example/>',
  '<img src=https://evil.example/x.png> https://evil.example/?q=1',
  '{{constructor.constructor("window.hit=1")()}} ${window.hit=1} <%= 7*7 %>',
  '<!--><template><script>window.hit=1</script></template>-->',
  '\u202Etxt.exe\u202C \u2067hjem\u2069 \u200Fאב',
  'a\u200Bb\u200Dc\u2060d\uFEFFe ﷽',
  'ORD'.repeat(40),
  'z̸̢̛͓͇̈́͋a̵͎̔l̷̥͝g̴̫͑o 👩‍👩‍👧‍👦 ﷺ',
].map((words) => `${words} ${CANARY}`);

/** A text as it stands on a page, whatever was made of its spaces. */
export const seen = (text: string): string => text.replace(/\s+/gu, ' ').trim();

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
}
const cases = fileURLToPath(new URL('../../backend/demo', import.meta.url));
/** What the schema of cases calls its sorts of words. */
const WORDS = new Set(['name', 'title', 'text', 'textOrNull', 'note']);
/** Not people's words but the machine's: nothing of it is loaded, or it must be what a law says. */
const NOT_WORDS = new Set(['expected', 'ui_samples', 'kl_code', 'kle', 'legal_ref', 'benefit']);

/** Writes the demo's cases into a folder with the corpus in the place of all that people wrote, and says how many. */
export function hostileCases(folder: string): { files: string[]; fields: number } {
  const schema = JSON.parse(readFileSync(join(cases, 'case.schema.json'), 'utf8')) as Schema & {
    $defs: Record<string, Schema>;
  };
  let fields = 0;
  // The same again for the same: both files tell of the same people.
  const given = new Map<string, string>();
  const instead = (text: string): string => {
    fields++;
    if (!given.has(text)) given.set(text, CORPUS[given.size % CORPUS.length]!);
    return given.get(text)!;
  };
  const bent = (value: unknown, shape: Schema | undefined): unknown => {
    const name = shape?.$ref?.split('/').pop();
    if (typeof value === 'string') return name && WORDS.has(name) ? instead(value) : value;
    const at = name ? schema.$defs[name] : shape;
    if (Array.isArray(value)) return value.map((one) => bent(one, at?.items));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        NOT_WORDS.has(key) ? one : bent(one, at?.properties?.[key]),
      ]),
    );
  };
  const files = ['peter.json', 'others.json'].map((file) => {
    const to = join(folder, file);
    writeFileSync(
      to,
      JSON.stringify(bent(JSON.parse(readFileSync(join(cases, 'cases', file), 'utf8')), schema)),
    );
    return to;
  });
  return { files, fields };
}
