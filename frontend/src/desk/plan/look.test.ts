import { describe, expect, it } from 'vitest';
import type { Agreement, Effort, Meeting, Plan, PlanChange } from '$lib/api';
import {
  answersOf,
  choices,
  contactsOf,
  daysLeft,
  effortsByEnd,
  endsUndecided,
  hostsOf,
  isLate,
  meetingsFrom,
  newAnswers,
  promisersOf,
  promises,
  staffOf,
  waitsForMe,
} from './look';

const today = '2026-11-24';
const plan = (more: Partial<Plan> = {}): Plan =>
  ({
    viewer: { relation: 'consultant', may: ['reply_plan_change'] },
    citizen: { id: 'peter', name: 'Peter Prøvesen', preferred_name: 'Peter', language: 'da' },
    people: [
      { id: 'vibeke', name: 'Vibeke', role: 'professional', title: 'Virksomhedskonsulent' },
      { id: 'maja', name: 'Maja', role: 'consultant', title: 'Borgerkonsulent' },
      { id: 'mogens', name: 'Mogens', role: 'workplace_mentor', title: 'Værkfører på Cykelværkstedet Kæden' },
      { id: 'anette', name: 'Anette', role: 'contact' },
      { id: 'bjarne', name: 'Bjarne', role: 'contact' },
      { id: 'peter', name: 'Peter Prøvesen', role: 'citizen' },
    ],
    contacts: [
      { id: 'anette', name: 'Anette', status: 'active', can_see: [], can_do: [] },
      { id: 'bjarne', name: 'Bjarne', status: 'withdrawn', can_see: [], can_do: [] },
    ],
    agreements: [],
    efforts: [],
    meetings: [],
    ...more,
  }) as unknown as Plan;
const me = { id: 'maja', name: 'Maja' };
const ids = (things: { id: string }[]) => things.map((x) => x.id);

describe('who can be chosen', () => {
  it('puts the one at the desk first, and keeps a place’s name as it is written', () => {
    expect(staffOf(plan(), me)).toEqual([
      { value: 'maja', label: 'Maja, borgerkonsulent' },
      { value: 'vibeke', label: 'Vibeke, virksomhedskonsulent' },
    ]);
    expect(hostsOf(plan(), me).map((o) => o.label)).toContain('Mogens, værkfører på Cykelværkstedet Kæden');
    expect(staffOf(plan(), { id: 'jonas', name: 'Jonas' })[0]).toEqual({ value: 'jonas', label: 'Jonas' });
  });
  it('offers only people of the citizen who are still there', () => {
    expect(contactsOf(plan()).map((o) => o.value)).toEqual(['anette']);
  });
  it('lets the citizen promise first, once', () => {
    const all = promisersOf(plan(), me).map((o) => o.value);
    expect(all[0]).toBe('peter');
    expect(all.filter((id) => id === 'peter')).toHaveLength(1);
  });
  it('never drops what is chosen now', () => {
    expect(choices([{ value: 'a', label: 'A' }], 'Ingen', 'gone', 'En anden')).toEqual([
      { value: '', label: 'Ingen' },
      { value: 'a', label: 'A' },
      { value: 'gone', label: 'En anden' },
    ]);
    expect(choices([{ value: 'a', label: 'A' }], undefined, '', '')[0]).toEqual({ value: '', label: '' });
    expect(choices([{ value: 'a', label: 'A' }], undefined, 'a', '')).toHaveLength(1);
  });
});

describe('what waits for me', () => {
  const change = (more: Partial<PlanChange>): PlanChange => ({
    id: 'c',
    at: '',
    by: 'vibeke',
    what: '',
    ...more,
  });
  it('is a disagreement or a wish to talk that nobody has answered', () => {
    const p = plan();
    expect(waitsForMe(p, change({ citizen_answer: 'talk' }), 'maja')).toBe(true);
    expect(waitsForMe(p, change({ citizen_answer: 'disagree' }), 'maja')).toBe(true);
    expect(waitsForMe(p, change({ citizen_answer: 'agree' }), 'maja')).toBe(false);
    expect(waitsForMe(p, change({}), 'maja')).toBe(false);
    expect(
      waitsForMe(p, change({ citizen_answer: 'talk', answer: { by: 'maja', at: '', text: '' } }), 'maja'),
    ).toBe(false);
  });
  it('is for a professional only about her own change', () => {
    const p = plan({ viewer: { relation: 'professional', may: ['put_effort'] } });
    expect(waitsForMe(p, change({ citizen_answer: 'talk' }), 'vibeke')).toBe(true);
    expect(waitsForMe(p, change({ citizen_answer: 'talk', by: 'maja' }), 'vibeke')).toBe(false);
  });
  it('hears an answer once, and a changed one again', () => {
    const before = answersOf([change({})]);
    const talk = [change({ citizen_answer: 'talk' })];
    expect(newAnswers(before, talk)).toHaveLength(1);
    expect(newAnswers(answersOf(talk), talk)).toHaveLength(0);
    expect(newAnswers(answersOf(talk), [change({ citizen_answer: 'agree' })])).toHaveLength(1);
  });
});

describe('promises', () => {
  const a = (id: string, responsible: string, more: Partial<Agreement> = {}): Agreement => ({
    id,
    rank: id,
    text: id,
    responsible,
    status: 'active',
    ...more,
  });
  it('puts ours first where they are late, then by day, the citizen’s own apart', () => {
    const p = plan({
      agreements: [
        a('later', 'maja', { due: '2026-12-01' }),
        a('never', 'vibeke'),
        a('late', 'maja', { due: '2026-11-20' }),
        a('his', 'peter', { due: '2026-11-26' }),
        a('hers', 'anette'),
        a('done', 'maja', { status: 'kept', due: '2026-11-01' }),
      ],
    });
    const all = promises(p, today);
    expect(ids(all.ours)).toEqual(['late', 'later', 'never']);
    expect(ids(all.citizens)).toEqual(['his']);
    expect(ids(all.others)).toEqual(['hers']);
    expect(ids(all.closed)).toEqual(['done']);
  });
  it('is late the day after its day, and by its next one where it repeats', () => {
    expect(isLate(a('x', 'maja', { due: today }), today)).toBe(false);
    expect(isLate(a('x', 'maja', { due: '2026-11-23' }), today)).toBe(true);
    expect(isLate(a('x', 'maja', { due: '2026-11-01', next_due: '2026-12-01' }), today)).toBe(false);
    expect(isLate(a('x', 'maja', { due: '2026-11-01', status: 'kept' }), today)).toBe(false);
  });
});

describe('efforts and meetings', () => {
  const e = (id: string, more: Partial<Effort> = {}): Effort => ({
    id,
    rank: id,
    title: id,
    department: 'job',
    goals: [],
    status: 'active',
    ...more,
  });
  it('shows what ends first, first', () => {
    const p = plan({
      efforts: [
        e('endless'),
        e('late', { end: '2027-03-01' }),
        e('soon', { end: '2026-12-01' }),
        e('coming', { status: 'planned', end: '2026-11-30' }),
        e('over', { status: 'completed', end: '2026-10-01' }),
        e('overLately', { status: 'dropped', end: '2026-11-01' }),
      ],
    });
    expect(ids(effortsByEnd(p).open)).toEqual(['soon', 'late', 'endless', 'coming']);
    expect(ids(effortsByEnd(p).ended)).toEqual(['overLately', 'over']);
  });
  it('worries within 28 days when nothing is decided, and only then', () => {
    expect(daysLeft(e('x', { end: '2026-12-22' }), today)).toBe(28);
    expect(daysLeft(e('x', { end: '2026-11-20' }), today)).toBe(-4);
    expect(daysLeft(e('x', { end: '2026-12-22', status: 'planned' }), today)).toBeUndefined();
    expect(endsUndecided(e('x', { end: '2026-12-22' }), today)).toBe(true);
    expect(endsUndecided(e('x', { end: '2026-12-23' }), today)).toBe(false);
    expect(endsUndecided(e('x', { end: '2026-12-01', next_step: { decided: true } }), today)).toBe(false);
    expect(endsUndecided(e('x', { end: '2026-12-01', partial: true }), today)).toBe(false);
  });
  it('keeps a meeting ahead until it is over, and a called-off one behind', () => {
    const m = (id: string, start: string, end: string, status: Meeting['status'] = 'planned') =>
      ({ id, start, end, status, form: 'walk', with: [], companions: [], mandatory: false }) as Meeting;
    const p = plan({
      meetings: [
        m('next', '2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z'),
        m('now', '2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z'),
        m('off', '2026-11-26T09:00:00Z', '2026-11-26T10:00:00Z', 'cancelled'),
        m('was', '2026-11-01T09:00:00Z', '2026-11-01T10:00:00Z', 'held'),
      ],
    });
    const { ahead, past } = meetingsFrom(p, Date.parse('2026-11-24T09:30:00Z'));
    expect(ids(ahead)).toEqual(['now', 'next']);
    expect(ids(past)).toEqual(['off', 'was']);
  });
});
