import { describe, expect, it } from 'vitest';
import type { Meeting } from '$lib/api';
import { looksLikeDiagnosis, shifted, timesFrom } from './day';

describe('the talks of an assessment', () => {
  it('stand one after another with their breaks', () => {
    expect(timesFrom('10:00', 2, 30, 10)).toEqual([
      { from: '10:00', to: '10:30' },
      { from: '10:40', to: '11:10' },
    ]);
    expect(timesFrom('23:30', 2, 30, 10)).toBeUndefined();
  });
  it('are moved together, over a change of the clock too', () => {
    const talk = (id: string, start: string, end: string) => ({ id, start, end }) as Meeting;
    const talks = [
      talk('b', '2026-10-23T08:40:00Z', '2026-10-23T09:10:00Z'),
      talk('a', '2026-10-23T08:00:00Z', '2026-10-23T08:30:00Z'),
    ];
    expect(shifted(talks, '2026-10-26', '10:00')).toEqual([
      { id: 'a', start: '2026-10-26T09:00:00.000Z', end: '2026-10-26T09:30:00.000Z' },
      { id: 'b', start: '2026-10-26T09:40:00.000Z', end: '2026-10-26T10:10:00.000Z' },
    ]);
    expect(shifted(talks, '2026-10-26', 'ti')).toBeUndefined();
  });
  it('have no place for a code', () => {
    for (const code of ['F32.1', 'f32.1', 'DF321', 'DM54', 'har F20 nu', 'M54.5'])
      expect(looksLikeDiagnosis(code), code).toBe(true);
    for (const words of ['B12', 'E45', 'kl. 10.30', 'Kan stå i 10 minutter.', 'A4'])
      expect(looksLikeDiagnosis(words), words).toBe(false);
  });
});
