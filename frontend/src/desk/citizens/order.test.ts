import { describe, expect, it } from 'vitest';
import type { CitizenRow } from '$lib/api';
import { newlyWaiting, waitingFirst } from './order';

const row = (name: string, more: Partial<CitizenRow> = {}): CitizenRow => ({
  id: name,
  name,
  preferred_name: name,
  plan: { id: `plan-${name}`, title: '', rev: '1', status: 'active' },
  relation: 'consultant',
  waiting: [],
  unread_messages: 0,
  unanswered_changes: 0,
  can_push: true,
  ...more,
});
const talk = (since: string) => ({ what: 'talk' as const, plan_change: `c-${since}`, since });
const meets = (start: string) => ({ next_meeting: { id: 'm', start } });

describe('the order of the desk', () => {
  it('puts the one who has waited longest first, whatever waits', () => {
    const rows = [
      row('Anna', meets('2026-11-24T10:00:00Z')),
      row('Bo', { waiting: [talk('2026-11-23T10:00:00Z')] }),
      row('Carl', { waiting: [talk('2026-11-24T08:00:00Z'), talk('2026-11-20T08:00:00+01:00')] }),
      row('Dora', { waiting: [{ what: 'message', thread: 't', since: '2026-11-21T08:00:00Z' }] }),
    ];
    expect(waitingFirst(rows).map((r) => r.name)).toEqual(['Carl', 'Dora', 'Bo', 'Anna']);
  });

  it('puts whoever asks to come today before everybody', () => {
    const urgent = {
      what: 'meeting_request' as const,
      meeting_request: 'r',
      urgent: true,
      since: '2026-11-24T08:59:00Z',
    };
    const rows = [row('Bo', { waiting: [talk('2026-11-20T10:00:00Z')] }), row('Eva', { waiting: [urgent] })];
    expect(waitingFirst(rows).map((r) => r.name)).toEqual(['Eva', 'Bo']);
  });

  it('then whoever one meets next, then by name as Danes spell', () => {
    const rows = [
      row('Åse'),
      row('Zoe'),
      row('Ærø'),
      row('Per', meets('2026-12-01T10:00:00Z')),
      row('Eva', meets('2026-11-25T10:00:00Z')),
    ];
    expect(waitingFirst(rows).map((r) => r.name)).toEqual(['Eva', 'Per', 'Zoe', 'Ærø', 'Åse']);
  });

  it('leaves the list it was given alone', () => {
    const rows = [row('B'), row('A')];
    waitingFirst(rows);
    expect(rows.map((r) => r.name)).toEqual(['B', 'A']);
  });
});

describe('what is new', () => {
  it('is only what did not wait before', () => {
    const before = [row('Bo', { waiting: [talk('2026-11-23T10:00:00Z')] }), row('Eva')];
    const after = [
      row('Bo', { waiting: [talk('2026-11-23T10:00:00Z')] }),
      row('Eva', { waiting: [talk('2026-11-24T09:00:00Z')] }),
    ];
    expect(newlyWaiting(before, after).map((n) => n.row.name)).toEqual(['Eva']);
  });

  it('hears one more message, but not that some were read', () => {
    const message = { what: 'message' as const, thread: 't', since: '2026-11-24T09:00:00Z' };
    const with_ = (unread_messages: number) => [row('Bo', { waiting: [message], unread_messages })];
    expect(newlyWaiting(with_(1), with_(2))).toHaveLength(1);
    expect(newlyWaiting(with_(2), with_(1))).toHaveLength(0);
    expect(newlyWaiting([row('Bo')], with_(1))).toHaveLength(1);
  });
});
