import { describe, expect, it } from 'vitest';
import type { Reminder, ReminderState } from '$lib/api/reminders';
import { ladder, mailOk, numberOk, ownNow } from './own';
import { sorted } from './sorted';

const reminder = (
  id: string,
  state: ReminderState,
  due_at: string,
  more: Partial<Reminder> = {},
): Reminder => ({
  id,
  kind: 'meeting_soon',
  due_at,
  state,
  channel: 'push',
  text: 'Du har en aftale om lidt',
  ...more,
});

describe('reminders', () => {
  it('come earliest first, were newest first, and those of a meeting that is moved are gone', () => {
    const list = [
      reminder('late', 'scheduled', '2026-12-08T10:00:00Z'),
      reminder('soon', 'sending', '2026-11-24T10:00:00Z'),
      reminder('gone', 'cleared', '2026-11-25T10:00:00Z'),
      reminder('old', 'sent', '2026-11-20T10:00:00Z', { sent_at: '2026-11-20T10:00:02Z' }),
      // Due in the night, sent in the morning.
      reminder('quiet', 'delivered', '2026-11-19T02:00:00Z', { sent_at: '2026-11-21T07:00:00Z' }),
      reminder('missed', 'missed', '2026-11-20T12:00:00Z', { missed_why: 'unreachable' }),
    ];
    expect(sorted(list).coming.map((r) => r.id)).toEqual(['soon', 'late']);
    expect(sorted(list).past.map((r) => r.id)).toEqual(['quiet', 'missed', 'old']);
  });
});

describe('own choices', () => {
  it('are the usual ones until something is chosen, and what waits to be sent counts', () => {
    expect(ownNow(undefined, [])).toMatchObject({
      reminders: ['P1D', 'PT2H'],
      channels: ['push', 'sms', 'email'],
    });
    const known = { reminders: ['PT1H'], phone: '+4520304050' };
    expect(ownNow(known, [])).toMatchObject({ ...known, quiet_hours: { from: '21:00', to: '07:00' } });
    expect(ownNow(known, [{ body: { reminders: [] } }, { body: { phone: null } }])).toMatchObject({
      reminders: [],
      phone: null,
    });
  });
  it('try the chosen way first and the others after it, each once', () => {
    expect(ladder('sms', ['push', 'sms'])).toEqual(['sms', 'push', 'email']);
    expect(ladder('call', ['push'])).toEqual(['call', 'push', 'sms', 'email']);
    expect(ladder('push', ['call', 'push'])).toEqual(['push', 'sms', 'email', 'call']);
  });
  it.each(['', '20304050', '20 30 40 50', '+45 20 30 40 50', '0046701234567', '+46 70-123 45 67'])(
    'a number: %s',
    (text) => expect(numberOk(text)).toBe(true),
  );
  it.each(['2030405', '12345678', 'ring', '+0123456789', '203040501'])('no number: %s', (text) =>
    expect(numberOk(text)).toBe(false),
  );
  it.each(['', 'peter@eksempel.dk', ' p.p@post.eksempel.dk '])('an address: %s', (text) =>
    expect(mailOk(text)).toBe(true),
  );
  it.each(['peter', 'peter@', 'peter@eksempel', '@eksempel.dk', 'a b@c.dk'])('no address: %s', (text) =>
    expect(mailOk(text)).toBe(false),
  );
});
