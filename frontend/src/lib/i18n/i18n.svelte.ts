/**
 * Words, room by room. Danish is in the bundle; another language is fetched when somebody asks for it.
 *
 * A room writes `words.da.ts` (the truth) and `words.en.ts` (`Words<typeof da>`, so a missing key does not
 * compile), and binds them once: `export const words = room(da, () => import('./words.en'))`. In a component:
 * `const t = $derived(words())`, then `{t.title}` or `{t.hello(name)}`.
 */
export type Language = 'da' | 'en';
export const LANGUAGES: readonly Language[] = ['da', 'en'];

/** The same keys with any words: strings stay strings, functions keep their arguments. */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : T[K] extends string
      ? string
      : T[K] extends readonly string[]
        ? readonly string[]
        : Words<T[K]>;
};

const KEY = 'tavlen-language';
let current = $state<Language>('da');
const loaders: (() => Promise<void>)[] = [];
let pending: Promise<unknown> = Promise.resolve();

/** The language on screen. Reading it in a template follows a change. */
export const language = (): Language => current;

/** Binds a room's dictionaries; the answer reads as Danish until the other language is there. */
export function room<T extends object>(da: T, en: () => Promise<{ default: Words<T> }>): () => Words<T> {
  let other = $state.raw<Words<T>>();
  const load = async () => {
    other ??= (await en()).default;
  };
  loaders.push(load);
  if (current === 'en') pending = Promise.all([pending, load().catch(() => {})]);
  return () => (current === 'en' && other ? other : (da as Words<T>));
}

/** Resolves when every room known so far speaks the current language; never fails (Danish remains). */
export const wordsReady = (): Promise<unknown> => pending;

/** Changes language for this browser. @throws when the words could not be fetched (no net). */
export async function setLanguage(to: Language): Promise<void> {
  if (to === 'en') await Promise.all(loaders.map((load) => load()));
  current = to;
  document.documentElement.lang = to;
  try {
    localStorage.setItem(KEY, to);
  } catch {
    // Not kept then: the next visit begins in Danish.
  }
}

/** At start: what this browser chose, else what the person's own settings say. */
export function startLanguage(fromPerson?: string): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // No storage: the person's own setting decides.
  }
  const to = chosen ?? fromPerson;
  if (to === 'en' && current !== 'en') {
    current = 'en';
    document.documentElement.lang = 'en';
    pending = Promise.all(loaders.map((load) => load().catch(() => {})));
  }
}
