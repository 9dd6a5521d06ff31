import { describe, expect, it } from 'vitest';
import { lix, sentencesOf } from './lix';

type Dictionary = Record<string, unknown>;
/** Every Danish text file of the rooms that citizens and their people enter. */
const all = import.meta.glob<{ default: Dictionary }>('/src/**/*.da.ts', { eager: true });
const files = Object.entries(all).filter(([file]) => !file.includes('/desk/'));

/** What stands in for a name, a day, a number: none is long, and each is one word. */
const FILLING = 'Maja';
/** Every text of a dictionary. A function is asked for one of a thing and for many: both ways are read. */
function texts(words: Dictionary): string[] {
  return Object.values(words).flatMap((value): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function')
      return [...new Set([FILLING, 1, 7].map((arg) => say(value as Say, arg)))].filter((s) => s !== '');
    if (Array.isArray(value)) return value as string[];
    return typeof value === 'object' && value ? texts(value as Dictionary) : [];
  });
}
/** Labels of one or two words make a file look easy: whole sentences are measured alone as well. */
const whole = (all: string[]): string[] => all.filter((text) => /[.!?]["”]?$/.test(text));
type Say = (...args: unknown[]) => string;
const say = (f: Say, arg: unknown): string => f(...Array.from({ length: f.length }, () => arg));

describe('LIX', () => {
  it('is words in a sentence and long words in a hundred', () => {
    // Nine words, two sentences, one of more than six letters: 9/2 + 100/9.
    expect(lix(['Jeg går en tur. Det er godt for kroppene.']).lix).toBeCloseTo(4.5 + 100 / 9);
    expect(lix(['Mor', 'Far']).lix).toBe(1);
    expect(lix([]).lix).toBe(0);
    expect(lix(['…', '']).sentences).toBe(0);
  });
  it('knows where a sentence ends', () => {
    expect(sentencesOf('Vi ses kl. 9.30. Tag kaffe med!')).toEqual(['Vi ses kl 9.30', ' Tag kaffe med']);
    expect(sentencesOf('Ring i stedet: 112')).toHaveLength(2);
  });
  it('tells plain from the office', () => {
    const office =
      'I henhold til beskæftigelsesindsatsloven skal borgeren medvirke aktivt ved jobformidlingens opfølgningssamtaler.';
    expect(lix([office]).lix).toBeGreaterThan(55);
    expect(lix(['Du skal komme til mødet. Ring til Maja, hvis du er syg.']).lix).toBeLessThan(20);
  });
});

describe('what citizens read is plain Danish', () => {
  it('is all here', () => {
    const names = files.map(([file]) => file);
    for (const part of [
      'i18n/common',
      'i18n/problems',
      'lib/plan/words',
      'app/words',
      'features/board/words',
    ])
      expect(names.some((name) => name.includes(part))).toBe(true);
    expect(files.length).toBeGreaterThan(11);
  });
  it.each(files)('%s: LIX at most 30', (_file, words) => {
    const all = texts(words.default);
    expect(all.length).toBeGreaterThan(0);
    expect(lix(all).lix, all.join(' | ')).toBeLessThanOrEqual(30);
    expect(lix(whole(all)).lix, whole(all).join(' | ')).toBeLessThanOrEqual(30);
  });
  it.each(files)('%s: at most 15 words in a sentence', (_file, words) => {
    const { longest } = lix(texts(words.default));
    expect(longest.words, longest.text).toBeLessThanOrEqual(15);
  });
});
