import { describe, expect, it } from 'vitest';
import da from './words.da';
import { csv } from './csv';
import { quarterOf, quartersBefore, rowsOf, written } from './figures';

describe('a file for a spreadsheet', () => {
  it('is RFC 4180 with a semicolon and the byte order mark', () => {
    expect(
      csv([
        ['a', 'b;c', 'd "e"'],
        ['1', 'to\nlinjer', ''],
      ]),
    ).toBe('\u{FEFF}a;"b;c";"d ""e"""\r\n1;"to\nlinjer";\r\n');
  });
  it.each(['=1+1', '+45 12', '-2', '@sum', '\tx', '\rx'])('runs no formula from %j', (text) => {
    expect(csv([[text]]).replace('\u{FEFF}', '')).toMatch(/^"?'/);
  });
  it('has a row for each line, and tells what is hidden as that', () => {
    const rows = rowsOf(da, {
      from: '2026-07',
      to: '2026-09',
      at: '2026-11-24T08:00:00Z',
      fewer_than: 5,
      teams: [
        { id: 'job', name: '=Job' },
        { id: '', name: '', whole: 'all' },
      ],
      tables: [
        {
          name: 'paid',
          lines: [{ name: 'after', unit: 'hour_tenths', cells: [{ hidden: true }, { value: 1139 }] }],
        },
        { name: 'levels', now: true, lines: [{ name: 'red', unit: 'count', cells: [{ value: 0 }, {}] }] },
      ],
    });
    expect(rows[0]!.slice(4)).toEqual(['=Job', 'I alt']);
    expect(rows[1]!.slice(1)).toEqual(['Efter planen', '3. kvartal 2026', 'timer', 'skjult', '113,9']);
    expect(rows[2]!.slice(1)).toEqual(['For sent', '2026-11-24', '', '0', '']);
    expect(csv(rows)).toContain(";'=Job;");
  });
});

describe('figures', () => {
  it('are of quarters that are over', () => {
    expect(quartersBefore('2026-11-24', 5).map((q) => `${q.from} ${q.to} ${q.n}/${q.year}`)).toEqual([
      '2026-07 2026-09 3/2026',
      '2026-04 2026-06 2/2026',
      '2026-01 2026-03 1/2026',
      '2025-10 2025-12 4/2025',
      '2025-07 2025-09 3/2025',
    ]);
    expect(quartersBefore('2026-03-31', 1)[0]).toEqual(quarterOf('2025-10'));
  });
  it('are written as people read them', () => {
    const line = (unit: 'count' | 'minutes' | 'tenths' | 'hour_tenths') => ({ name: '', unit, cells: [] });
    expect(written(da, line('minutes'), { value: 451 })).toBe('7 t. 31 min.');
    expect(written(da, line('minutes'), { value: 12 })).toBe('12 min.');
    expect(written(da, line('hour_tenths'), { value: 550 })).toBe('55,0 timer');
    expect(written(da, line('tenths'), { value: 354 })).toBe('35,4');
    expect(written(da, line('count'), { value: 0 })).toBe('0');
    expect(written(da, line('count'), {})).toBe('–');
    expect(written(da, line('count'), { hidden: true })).toBe('skjult');
  });
});
