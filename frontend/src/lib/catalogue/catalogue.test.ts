import { describe, expect, it } from 'vitest';
import type { CatalogueEntry, TimeLimit } from '../api/types';
import { daysOf, holds, lastDay, latestStart, limitOf, sure } from './limits';
import { drawingOf, PICTURES } from './pictures';
import { slugOf } from './slug';

const files = import.meta.glob<{ default: unknown }>('../../../../backend/catalogue/*.json', { eager: true });
const read = (name: string): unknown => files[`../../../../backend/catalogue/${name}`]?.default;
const { entries } = read('default.json') as { entries: CatalogueEntry[] };
const schema = read('catalogue.schema.json') as {
  $defs: { entry: { properties: { picture: { enum: string[] } } } };
};

describe('pictures', () => {
  it('are those that the schema of a catalogue lets one name', () => {
    expect(Object.keys(PICTURES).sort()).toEqual([...schema.$defs.entry.properties.picture.enum].sort());
  });
  it('draws something for a name it does not know yet', () => {
    expect(drawingOf('rocket')).toBe(PICTURES.star);
  });
});

describe('slugs', () => {
  it('are one for each entry, and do not name it', () => {
    const slugs = entries.map((e) => slugOf(e.code));
    expect(new Set(slugs).size).toBe(entries.length);
    for (const e of entries) expect(slugOf(e.code)).not.toContain(e.code.slice(0, 4));
    expect(slugOf('mentor')).toMatch(/^[a-z0-9]+$/);
  });
});

describe('time limits', () => {
  const weeks: TimeLimit = {
    kind: 'longest',
    amount: 13,
    unit: 'weeks',
    text: '13 uger',
    source: 'LAB § 61',
    checked: true,
  };
  it('count days and weeks', () => {
    expect(daysOf(weeks)).toBe(91);
    // The placement of the demo case is a whole one: 26 October to 24 January are thirteen weeks.
    expect(lastDay('2026-10-26', weeks)).toBe('2027-01-24');
    expect(latestStart('2026-10-14', { ...weeks, kind: 'start_within', amount: 14, unit: 'days' })).toBe(
      '2026-10-28',
    );
  });
  it('hold between their days', () => {
    const year = { ...weeks, valid_from: '2026-01-01', valid_until: '2026-12-31' };
    expect([
      holds(year, '2025-12-31'),
      holds(year, '2026-06-01'),
      holds(year, '2027-01-01'),
      holds(weeks, '1999-01-01'),
    ]).toEqual([false, true, false, true]);
  });
  it('are told to citizens only where somebody looked them up', () => {
    const drugs = entries.find((e) => e.code === 'stofbehandling')!;
    expect(sure(drugs, '2026-11-24')).toEqual([]);
    expect(limitOf(drugs, 'start_within', '2026-11-24')?.checked).toBe(false);
    const alcohol = entries.find((e) => e.code === 'alkoholbehandling')!;
    expect(sure(alcohol, '2026-11-24').map(daysOf)).toEqual([14]);
  });
});
