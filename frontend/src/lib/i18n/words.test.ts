import { describe, expect, it } from 'vitest';

type Dictionary = Record<string, unknown>;
const da = import.meta.glob<{ default: Dictionary }>('/src/**/*.da.ts', { eager: true });
const en = import.meta.glob<{ default: Dictionary }>('/src/**/*.en.ts', { eager: true });

/** Every key with what kind of thing it is. That a function takes the same arguments is the compiler's to hold. */
function shape(words: Dictionary, path = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    const at = path + key;
    if (typeof value === 'function') return [`${at}:function`];
    if (Array.isArray(value)) return [`${at}:list/${value.length}`];
    if (typeof value === 'object' && value) return shape(value as Dictionary, `${at}.`);
    return [`${at}:${typeof value}`];
  });
}
function texts(words: Dictionary): string[] {
  return Object.values(words).flatMap((value) => {
    if (typeof value === 'string') return [value];
    if (Array.isArray(value)) return value as string[];
    return typeof value === 'object' && value ? texts(value as Dictionary) : [];
  });
}

describe('every room speaks every language', () => {
  it('has dictionaries at all', () => expect(Object.keys(da).length).toBeGreaterThan(8));
  it.each(Object.keys(da))('%s', (file) => {
    const other = en[file.replace('.da.ts', '.en.ts')];
    expect(other, `no English beside ${file}`).toBeDefined();
    expect(shape(other!.default).sort()).toEqual(shape(da[file]!.default).sort());
  });
  it('leaves no word empty', () => {
    for (const words of [...Object.values(da), ...Object.values(en)])
      for (const text of texts(words.default)) expect(text.trim()).not.toBe('');
  });
});

describe('plain Danish', () => {
  const AVOID =
    /dashboard|handleplan|indsatsplan|sagsbehandler|partshøring|udslusning|fremmøde|ydelse|foranstaltning|sanktion|samtykke|netværk\b|orlov|du skal bare/i;
  const citizen = Object.entries(da).filter(([file]) => !file.includes('/desk/'));
  it.each(citizen)('%s avoids the words of the office', (_file, words) => {
    for (const text of texts(words.default)) expect(text).not.toMatch(AVOID);
  });
});
