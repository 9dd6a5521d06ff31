import { describe, expect, it } from 'vitest';
import type { Plan } from '$lib/api';
import { ANCHOR, samplePlan } from '$lib/plan/sample';
import { fitted, ROOMS, sheetOf, withoutPrivate } from './sheet';

const plan = (change: (plan: Plan) => void): Plan => {
  const made = samplePlan();
  change(made);
  return made;
};
const sheet = (p: Plan, withPrivate = true) => sheetOf(p, ANCHOR, withPrivate);

describe('what stands on the paper', () => {
  it('at most three goals, those in focus first; the others by name', () => {
    const made = plan((p) => {
      const [one] = p.goals;
      p.goals = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...one!, id, title: id, status: 'active' }));
      p.goals[1]!.status = 'reached';
      p.plan.board.focus_goals = ['e', 'b', 'c'];
    });
    expect(sheet(made).goals.map((g) => g.title)).toEqual(['e', 'c', 'a']);
    expect(sheet(made).others).toBe('d');
  });
  it('no step that waits for another, is done or put aside', () => {
    const made = plan((p) => {
      const goal = p.goals[0]!.id;
      p.goals = [p.goals[0]!];
      p.steps = [
        { id: '1', rank: '1', goal, text: 'gjort', status: 'done' },
        { id: '2', rank: '2', goal, text: 'senere', status: 'planned', due: '2027-01-12' },
        { id: '3', rank: '3', goal, text: 'venter', status: 'planned', after: '2' },
        {
          id: '4',
          rank: '4',
          goal,
          text: 'efter det gjorte',
          status: 'planned',
          after: '1',
          due: '2026-11-20',
        },
        {
          id: '5',
          rank: '5',
          goal,
          text: 'i gang',
          status: 'active',
          of: 4,
          ticks: [{ id: 't' }],
          repeats: 'weekly',
        },
        { id: '6', rank: '6', goal, text: 'lagt væk', status: 'dropped' },
      ];
    });
    expect(sheet(made).goals[0]!.steps).toEqual([
      { text: 'i gang', small: 'Hver uge · 1 af 4' },
      { text: 'efter det gjorte', small: 'Skulle være gjort 20. november' },
      { text: 'senere', small: 'Senest 12. januar 2027' },
    ]);
  });
  it('meetings to come, with weekday, date, clock and place', () => {
    const made = plan((p) => {
      const [m] = p.meetings;
      const at = (day: string) => ({ start: `${day}T14:00:00+01:00`, end: `${day}T14:45:00+01:00` });
      p.meetings = [
        {
          ...m!,
          ...at('2026-12-03'),
          id: 'x',
          title: 'Samtale',
          mandatory: true,
          place: { name: 'Huset', address: 'Vej 1' },
        },
        { ...m!, ...at('2026-11-26'), id: 'y', title: 'Maja ringer', form: 'phone' },
        { ...m!, ...at('2026-11-20'), id: 'z', title: 'Forbi' },
        { ...m!, ...at('2026-11-27'), id: 'w', title: 'Aflyst', status: 'cancelled' },
      ];
      delete p.meetings[1]!.place;
    });
    expect(sheet(made).meetings).toEqual([
      { head: 'torsdag 26. november kl. 14-14.45', text: 'Maja ringer', small: 'Telefon' },
      {
        head: 'torsdag 3. december kl. 14-14.45',
        text: 'Samtale. Du har pligt til at komme',
        small: 'Huset, Vej 1',
      },
    ]);
  });
  it('nothing private when it is left out', () => {
    const made = plan((p) => {
      const goal = p.goals[0]!;
      goal.sensitive = true;
      p.agreements = [
        { id: 'a', rank: '1', text: 'skjult', responsible: 'peter', status: 'active', goal: goal.id },
        { id: 'b', rank: '2', text: 'åben', responsible: 'maja', status: 'active' },
      ];
      p.meetings.forEach((m, i) => (m.sensitive = i === 0));
      p.dream = { id: 'd', text: 'drøm', sensitive: true };
    });
    const left = withoutPrivate(made);
    const gone = made.goals[0]!.id;
    expect(left.steps.some((s) => s.goal === gone)).toBe(false);
    expect(left.efforts.some((e) => e.goals.includes(gone))).toBe(false);
    expect(left.meetings.some((m) => m.sensitive)).toBe(false);
    const on = sheet(made, false);
    expect([on.mine, on.theirs.map((e) => e.text), on.dream, on.partly]).toEqual([[], ['åben'], '', true]);
    expect(sheet(made).partly).toBe(false);
  });
  it('says that it is a draft, and when somebody else holds it', () => {
    const made = plan((p) => {
      p.plan.status = 'draft';
      p.viewer.relation = 'contact';
    });
    expect(sheet(made).notice).toContain('udkast');
    expect(sheet(made).notes[0]).toContain('En anden end Peter');
  });
});

describe('what there is no room for', () => {
  it('is counted, or said where the text is cut, between letters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    const made = plan((p) => {
      p.dream = { id: 'd', text: family.repeat(2000) };
      p.agreements = Array.from({ length: 40 }, (_, i) => ({
        id: `a${i}`,
        rank: `${i}`,
        text: 'ord '.repeat(1000),
        responsible: 'peter',
        status: 'active' as const,
      }));
    });
    for (const room of ROOMS) {
      const on = fitted(sheet(made), room);
      expect(on.mine.shown.length + on.mine.more).toBe(40);
      expect(on.mine.shown[0]!.text).toMatch(/ord … Resten står i Tavlen\.$/);
      expect(on.sheet.dream.replaceAll(family, '').trim()).toBe('… Resten står i Tavlen.');
      expect(on.foot[0]).toBe('Der er ikke plads til det hele her. Resten står i Tavlen.');
    }
  });
  it('is cut where marks are piled on a letter, too', () => {
    const made = plan((p) => (p.dream = { id: 'd', text: 'Z' + '\u0335'.repeat(20_000) }));
    expect(fitted(sheet(made), ROOMS[0]!).sheet.dream).toContain('Resten står i Tavlen.');
  });
  it('is not spoken of when all is there', () => {
    expect(fitted(sheet(samplePlan()), ROOMS[0]!).foot).toEqual([]);
  });
  it('is less from room to room, and never smaller than 12 points', () => {
    for (const room of ROOMS) expect(room.pt).toBeGreaterThanOrEqual(12);
    for (const [i, room] of ROOMS.entries())
      for (const key of Object.keys(room) as (keyof typeof room)[])
        if (i) expect(room[key]).toBeLessThanOrEqual(ROOMS[i - 1]![key]);
  });
});
