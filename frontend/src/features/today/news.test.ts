import { describe, expect, it } from 'vitest';
import type { Reminder } from '$lib/api/reminders';
import { untold } from './news';

const since = Date.parse('2026-11-24T08:00:00Z');
const reminder = (fields: Partial<Reminder>): Reminder => ({
  id: Math.random().toString(36),
  kind: 'meeting_soon',
  due_at: '2026-11-24T09:00:00Z',
  state: 'sent',
  channel: 'push',
  text: 'Du har en aftale om lidt',
  ...fields,
});

describe('what was told while nobody looked', () => {
  it('counts reminders that came and those that reached nobody', () => {
    const found = untold(
      [
        reminder({}),
        reminder({ kind: 'meeting_tomorrow', state: 'delivered' }),
        reminder({ state: 'missed', missed_why: 'unreachable' }),
        reminder({ state: 'muted', missed_why: 'no_phone' }),
        reminder({ state: 'failed', missed_why: 'refused' }),
      ],
      since,
    );
    expect(found).toEqual({ reminded: 2, missed: 3, answers: [] });
  });
  it('leaves out what was opened, taken back, is yet to come, is older, or has its own place', () => {
    const found = untold(
      [
        reminder({ state: 'opened', opened_at: '2026-11-24T09:01:00Z' }),
        reminder({ state: 'cleared' }),
        reminder({ state: 'scheduled', due_at: '2026-11-30T09:00:00Z' }),
        reminder({ due_at: '2026-11-24T07:00:00Z' }),
        reminder({ kind: 'new_message' }),
        reminder({ kind: 'plan_changed', state: 'failed' }),
      ],
      since,
    );
    expect(found).toEqual({ reminded: 0, missed: 0, answers: [] });
    expect(untold([reminder({})], 0).reminded).toBe(0);
  });
  it('names answers, and the page where each stands', () => {
    const { answers } = untold(
      [
        reminder({ id: 'a', kind: 'meeting_answered', meeting: 'm', text: 'Du har fået svar om et møde' }),
        reminder({ id: 'b', kind: 'wish_answered', state: 'failed', text: 'Du har fået et svar' }),
      ],
      since,
    );
    expect(answers).toEqual([
      { id: 'a', text: 'Du har fået svar om et møde', href: '/moeder/m' },
      { id: 'b', text: 'Du har fået et svar', href: '/hjaelp' },
    ]);
  });
});
