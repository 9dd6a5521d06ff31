/**
 * LIX, the Nordic measure of how hard a text is to read (C.-H. Björnsson, 1968): words in a sentence, plus how many of a
 * hundred words are long. Below 25 is what children read, 30 is plain, 45 is a newspaper, 55 is the office.
 */
const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
/** A long word has more than this many letters. */
const LONG = 6;

export interface Lix {
  lix: number;
  words: number;
  sentences: number;
  /** The most words that stand in one sentence, and that sentence. */
  longest: { words: number; text: string };
}

/** Full stops, question and exclamation marks and colons end a sentence, as does the text itself. Not the one in "kl. 9". */
export const sentencesOf = (text: string): string[] =>
  text
    .replace(/\b(kl|f\.eks|ca|nr|bl\.a)\./gi, '$1')
    .split(/[.!?:…]+(?=\s|$|["”])|\n+/u)
    .filter((part) => part.match(WORD));

/** Measures texts together; each begins a sentence of its own. */
export function lix(texts: readonly string[]): Lix {
  const result: Lix = { lix: 0, words: 0, sentences: 0, longest: { words: 0, text: '' } };
  let long = 0;
  for (const sentence of texts.flatMap(sentencesOf)) {
    const words = sentence.match(WORD) ?? [];
    result.sentences++;
    result.words += words.length;
    long += words.filter((w) => [...w].filter((c) => c !== '-').length > LONG).length;
    if (words.length > result.longest.words) result.longest = { words: words.length, text: sentence.trim() };
  }
  if (result.words) result.lix = result.words / result.sentences + (100 * long) / result.words;
  return result;
}
