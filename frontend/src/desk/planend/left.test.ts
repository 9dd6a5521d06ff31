import { expect, it } from 'vitest';
import type { Plan } from '$lib/api';
import { ANCHOR, samplePlan } from '$lib/plan/sample';
import { called, leadsTo, settled, whoCan, type Left } from './left';

const left = (field: string): Left => ({ field, code: 'x', detail: 'x' });
const base = samplePlan();
const effort = base.efforts[0]!;
const meeting = {
  ...base.meetings[0]!,
  id: 'm',
  end: '2026-12-01T12:00:00+01:00',
  status: 'planned' as const,
};
const plan = (more: Partial<Plan> = {}): Plan => ({
  ...base,
  efforts: [{ ...effort, id: 'e', status: 'active', may_edit: true }],
  meetings: [{ ...meeting, may_edit: true }],
  ...more,
});

it('leads to where each is settled, and nowhere where the viewer cannot', () => {
  expect(leadsTo(plan(), left('meetings/m'))).toBe('/bord/plan/moeder/m');
  expect(leadsTo(plan(), left('efforts/e'))).toBe('/bord/plan/afslut/e');
  expect(leadsTo(plan(), left('agreements/none'))).toBeUndefined();
  expect(leadsTo(plan(), left('flags/f'))).toBe('/bord/plan/virker-ikke/f');
  expect(leadsTo(plan(), left('messages/m'))).toBe('/bord/plan/beskeder');
  const others = plan({ efforts: [{ ...effort, id: 'e', status: 'active' }] });
  expect(leadsTo(others, left('efforts/e'))).toBeUndefined();
});

it('is called what the viewer has of it', () => {
  expect(called(plan({ meetings: [{ ...meeting, title: 'Maja ringer' }] }), left('meetings/m'))).toBe(
    'Maja ringer',
  );
  expect(called(plan(), left('efforts/e'))).toBe(effort.title);
  expect(called(plan(), left('efforts/unknown'))).toBe('');
  expect(called(plan(), left('messages/m'))).toBe('');
});

it('names who can: the one who has it, else the department', () => {
  const of = (more: object): Plan => plan({ efforts: [{ ...effort, id: 'e', department: 'job', ...more }] });
  expect(whoCan(of({ responsible: 'vibeke' }), left('efforts/e'))).toBe('Vibeke Virkelyst');
  expect(whoCan(of({ responsible: undefined }), left('efforts/e'))).toBe('Job og indsats');
  expect(whoCan(plan({ meetings: [{ ...meeting, with: ['vibeke'] }] }), left('meetings/m'))).toBe(
    'Vibeke Virkelyst',
  );
  expect(whoCan(plan(), left('efforts/unknown'))).toBe('');
});

it('knows what has been settled since', () => {
  expect(settled(plan(), left('meetings/m'), false, ANCHOR)).toBe(false);
  expect(settled(plan(), left('meetings/m'), false, Date.parse('2026-12-02T00:00:00Z'))).toBe(true);
  expect(
    settled(plan({ meetings: [{ ...meeting, status: 'cancelled' }] }), left('meetings/m'), false, ANCHOR),
  ).toBe(true);
  expect(settled(plan(), left('efforts/e'), false, ANCHOR)).toBe(false);
  expect(
    settled(
      plan({ efforts: [{ ...effort, id: 'e', status: 'completed' }] }),
      left('efforts/e'),
      false,
      ANCHOR,
    ),
  ).toBe(true);
  expect(settled(plan(), left('messages/m'), true, ANCHOR)).toBe(false);
  expect(settled(plan(), left('messages/m'), false, ANCHOR)).toBe(true);
});
