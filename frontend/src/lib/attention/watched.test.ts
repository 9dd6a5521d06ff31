import { describe, expect, it } from 'vitest';
import type { Plan } from '../api/types';
import type { CitizenAlert } from './attention.svelte';
import { leadsTo, toldWhen, watched } from './watched';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const alert = (part: Partial<CitizenAlert>): CitizenAlert => ({
  key: part.rule ?? 'k',
  rule: 'silence',
  level: 'amber',
  text: '',
  since: '2026-11-20T08:00:00Z',
  told: [],
  ...part,
});
const meeting = (id: string, day: string) => ({
  id,
  start: `${day}T10:00:00Z`,
  end: `${day}T11:00:00Z`,
  status: 'planned',
});
const plan = {
  plan: {},
  meetings: [meeting('m1', '2026-11-25'), meeting('m2', '2026-12-02')],
} as unknown as Plan;

describe('what is watched over', () => {
  it('leaves flags and the next meeting to cards of their own, and keeps every other meeting', () => {
    const all = [
      alert({ rule: 'flag_unseen', subject: { kind: 'flag', id: 'f' } }),
      alert({ rule: 'meeting_unconfirmed', subject: { kind: 'meeting', id: 'm1' } }),
      alert({ rule: 'meeting_unconfirmed', subject: { kind: 'meeting', id: 'm2' } }),
      alert({ rule: 'silence', subject: { kind: 'meeting', id: 'm1' } }),
    ];
    expect(watched(all, plan, NOW).map((a) => a.rule + a.subject?.id)).toEqual([
      'meeting_unconfirmedm2',
      'silencem1',
    ]);
  });
  it('leaves the call after a plan’s end to the card of that end on its day, and tells of it once it is late', () => {
    const call = [alert({ rule: 'plan_follow_up' })];
    const ended = (on: string) => ({ ...plan, plan: { ended: { follow_up_on: on } } }) as unknown as Plan;
    expect(watched(call, ended('2026-11-24'), NOW)).toEqual([]);
    expect(watched(call, ended('2026-11-23'), NOW)).toEqual(call);
  });
  it('has the most urgent first, then what has waited longest, and leaves the list it was given alone', () => {
    const all = [
      alert({ key: 'young', since: '2026-11-23T08:00:00Z' }),
      alert({ key: 'info', level: 'info', since: '2026-01-01T08:00:00Z' }),
      alert({ key: 'red', level: 'red' }),
      alert({ key: 'old' }),
      alert({ key: 'hers', rule: 'consent_ends', since: '2026-11-24T07:00:00Z' }),
    ];
    expect(watched(all, plan, NOW).map((a) => a.key)).toEqual(['red', 'hers', 'old', 'young', 'info']);
    expect(all[0]?.key).toBe('young');
  });
  it('leads to the thing, to what is done about the rule, and nowhere for what it does not know', () => {
    expect(leadsTo(alert({ subject: { kind: 'meeting', id: 'm9' } }))).toBe('/moeder/m9');
    expect(leadsTo(alert({ rule: 'measurement_due', subject: { kind: 'plan', id: 'p' } }))).toBe(
      '/hvor-langt',
    );
    expect(leadsTo(alert({ subject: { kind: 'comet', id: 'c' } }))).toBeUndefined();
    expect(leadsTo(alert({}))).toBeUndefined();
  });
  it('says who was told when, each once and in Danish days, and nothing of a role that has nobody', () => {
    const at = (person: string, when: string, role = 'consultant') => ({
      role,
      person,
      name: person,
      at: when,
    });
    const told = [
      // Half past eleven in the evening in London is the next day in Copenhagen.
      at('Maja', '2026-11-22T23:30:00Z'),
      at('Maja', '2026-11-24T07:00:00Z', 'owner'),
      at('Tove', '2026-11-09T08:00:00Z', 'leader'),
      { role: 'deputy', at: '2026-11-24T07:00:00Z' },
    ];
    expect(toldWhen(alert({ told }), '2026-11-24', (_, name) => name)).toBe(
      'Maja i går, Tove mandag 9. november',
    );
    expect(toldWhen(alert({ told: told.slice(3) }), '2026-11-24', (_, name) => name)).toBe('');
  });
});
