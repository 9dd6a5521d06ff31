import { describe, expect, it } from 'vitest';
import type { CatalogueEntry } from '$lib/api';
import { effortShape, fromCatalogue } from './effort';

const entry: CatalogueEntry = {
  code: 'virksomhedspraktik',
  title: 'Praktik',
  area: 'work',
  picture: 'tools',
  department: 'job',
  plain: 'Du prøver et arbejde.',
  what: ['I finder et sted.'],
  who: 'En fast person.',
  how_long: '13 uger.',
  limits: [
    { kind: 'longest', amount: 13, unit: 'weeks', text: '13 uger', source: 'LAB § 61', checked: true },
    { kind: 'start_within', amount: 14, unit: 'days', text: '14 dage', source: 'SUL § 141', checked: true },
  ],
};
const today = '2026-11-24';
const empty = () => effortShape.read(undefined, { me: 'maja', today });

describe('an effort from the catalogue', () => {
  it('takes what is not said yet, the limits too', () => {
    expect(fromCatalogue({ ...empty(), start: '2026-12-01' }, entry, today, ['job'])).toMatchObject({
      catalogue_code: 'virksomhedspraktik',
      title: 'Praktik',
      plain: 'Du prøver et arbejde.',
      department: 'job',
      end: '2027-03-01',
      requested_on: today,
      guarantee: '14',
    });
  });
  it('leaves what she wrote, and departments that are not here', () => {
    const mine = {
      ...empty(),
      title: 'Ro',
      plain: 'Vi går en tur',
      start: '2026-12-01',
      end: '2026-12-24',
      requested_on: '2026-11-20',
    };
    expect(fromCatalogue(mine, entry, today, ['social'])).toMatchObject({
      title: 'Ro',
      plain: 'Vi går en tur',
      end: '2026-12-24',
      requested_on: '2026-11-20',
      department: '',
    });
  });
  it('fills nothing in from a limit that nobody looked up', () => {
    const guessed = { ...entry, limits: entry.limits!.map((l) => ({ ...l, checked: false })) };
    expect(fromCatalogue({ ...empty(), start: '2026-12-01' }, guessed, today, ['job'])).toMatchObject({
      end: '',
      guarantee: '',
      requested_on: '',
    });
  });
  it('sends and reads back every field of it', () => {
    const filled = {
      ...fromCatalogue(empty(), entry, today, ['job']),
      bring: 'Sko\n\n Vand ',
      way_home: ' Bus 12 ',
    };
    expect(effortShape.write(filled, undefined)).toMatchObject({
      catalogue_code: 'virksomhedspraktik',
      bring: ['Sko', 'Vand'],
      way_home: 'Bus 12',
      requested_on: today,
      guarantee_days: 14,
    });
    expect(
      effortShape.read({ id: 'e', bring: ['Sko', 'Vand'], guarantee_days: 14 }, { me: 'maja', today }),
    ).toMatchObject({ bring: 'Sko\nVand', guarantee: '14' });
  });
});
