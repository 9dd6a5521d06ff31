import { describe, expect, it } from 'vitest';
import type { CitizenRow } from '$lib/api';
import type { Alert, AlertEnd, QueuedAlert } from '$lib/api/staff-attention';
import { answerPath, deedsOf } from './deeds';
import { entries } from './order';

const now = Date.parse('2026-11-24T08:00:00Z');
const plan = 'AAAAAAAAAAAAAAAAAAAAAA';
const thing = 'BBBBBBBBBBBBBBBBBBBBBB';
const alert = (rule: string, level: Alert['level'], more: Partial<QueuedAlert> = {}): QueuedAlert => ({
  key: `${rule}|${thing}`,
  rule,
  level,
  since: '2026-11-20T00:00:00Z',
  text: '',
  told: [],
  ends: [],
  citizen: { id: 'c', name: 'Peter Prøvesen', preferred_name: 'Peter' },
  plan,
  ...more,
});
const row = (waiting: CitizenRow['waiting'], id = plan): CitizenRow => ({
  id: `c${id}`,
  name: 'Peter Prøvesen',
  preferred_name: 'Peter',
  plan: { id, title: '', rev: '1', status: 'active' },
  relation: 'consultant',
  waiting,
  unread_messages: 2,
  unanswered_changes: 0,
  can_push: true,
});
const keysOf = (alerts: QueuedAlert[], rows: CitizenRow[]) =>
  entries(alerts, rows, now).map((e) => `${e.level} ${e.what === 'alert' ? e.alert.rule : e.wait.what}`);
const ends = (...codes: string[]): AlertEnd[] => codes.map((code) => ({ code, text: 'Svar på beskeden.' }));

describe('the order of the queue', () => {
  it('is the loudest first, and who asks before what was noticed', () => {
    expect(
      keysOf(
        [alert('gap_in_days', 'amber'), alert('silence', 'red'), alert('no_job_oriented_effort', 'info')],
        [
          row([
            { what: 'message', thread: 't1', since: '2026-11-24T07:00:00Z' },
            { what: 'absence', meeting: 'm1', since: '2026-11-24T06:00:00Z', due: '2026-11-24T09:00:00Z' },
            { what: 'meeting_request', meeting_request: 'r1', since: '2026-11-24T07:30:00Z', urgent: true },
          ]),
        ],
      ),
    ).toEqual([
      'red meeting_request',
      'red silence',
      'orange absence',
      'amber message',
      'amber gap_in_days',
      'info no_job_oriented_effort',
    ]);
  });
  it('is as loud as can be once an answer is late', () => {
    const late = {
      what: 'absence',
      meeting: 'm1',
      since: '2026-11-23T06:00:00Z',
      due: '2026-11-23T09:00:00Z',
    };
    expect(keysOf([], [row([late as CitizenRow['waiting'][number]])])).toEqual(['red absence']);
  });
  it('says a thing once, in the words of the rule', () => {
    const rows = [
      row([
        { what: 'message', thread: 't1', since: '2026-11-20T07:00:00Z' },
        { what: 'message', thread: 't2', since: '2026-11-20T07:00:00Z' },
        { what: 'disagreement', plan_change: 'k1', since: '2026-11-20T07:00:00Z' },
        { what: 'companion', meeting: 'm1', since: '2026-11-20T07:00:00Z' },
        { what: 'companion', meeting: 'm1', since: '2026-11-21T07:00:00Z' },
      ]),
    ];
    const alerts = [
      alert('unanswered_message', 'red', { thread: 't1' }),
      alert('change_unanswered', 'amber', { subject: { kind: 'plan_change', id: 'k1' } }),
    ];
    expect(keysOf(alerts, rows)).toEqual([
      'red unanswered_message',
      'amber message',
      'amber companion',
      'amber change_unanswered',
    ]);
    // Of another citizen nothing is taken away.
    expect(
      keysOf(alerts, [row([{ what: 'message', thread: 't1', since: '2026-11-20T07:00:00Z' }], thing)]),
    ).toEqual(['red unanswered_message', 'amber message', 'amber change_unanswered']);
    const keys = entries(alerts, rows, now).map((e) => e.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('what one can do about it', () => {
  const deeds = (subject: QueuedAlert['subject'], ...codes: string[]) =>
    deedsOf(alert('x', 'red', { ...(subject && { subject }), ends: ends(...codes) })).map((d) =>
      d.do === 'go' ? d.href : d.do,
    );
  it('leads to the very place', () => {
    expect(
      deeds({ kind: 'effort', id: thing }, 'decide_next_step', 'book_end_meeting', 'close_effort'),
    ).toEqual([
      `/bord/${plan}/indsats/${thing}`,
      `/bord/${plan}/moede/ny/${thing}`,
      `/bord/${plan}/afslut/${thing}`,
    ]);
    expect(deeds({ kind: 'message', id: thing }, 'answer_message')).toEqual([
      `/bord/${plan}/beskeder`,
      'no-answer',
    ]);
    expect(deeds({ kind: 'agreement', id: thing }, 'keep_agreement', 'set_new_date')).toEqual([
      `/bord/${plan}/aftale/${thing}`,
    ]);
    expect(deeds({ kind: 'plan', id: plan }, 'plan_something', 'settle')).toEqual([
      `/bord/${plan}/moede/ny`,
      'settle',
    ]);
    expect(deeds({ kind: 'plan', id: plan }, 'book_measurement')).toEqual([
      `/bord/${plan}/moede/ny/hvor-langt`,
    ]);
    expect(deeds({ kind: 'plan', id: plan }, 'contact_citizen')).toEqual(['contact']);
    expect(deeds({ kind: 'meeting', id: thing }, 'book_interpreter')).toEqual([
      `/bord/${plan}/moede/${thing}`,
    ]);
    expect(deeds({ kind: 'plan_change', id: thing }, 'reply_to_change')).toEqual([
      `/bord/${plan}/aendringer`,
    ]);
    expect(deeds({ kind: 'flag', id: thing }, 'see_flag', 'make_adjustment')).toEqual([
      `/bord/${plan}/virker-ikke/${thing}`,
    ]);
    expect(deeds(undefined, 'assign_consultant')).toEqual(['/bord/skift']);
    expect(deeds(undefined, 'hold_plan')).toEqual(['/bord/sletning']);
  });
  it('never leads to what one does not see', () => {
    expect(deeds(undefined, 'decide_next_step', 'book_end_meeting')).toEqual([]);
  });
  it('a button says what it does, without a full stop', () => {
    const [first] = deedsOf(alert('x', 'red', { ends: ends('answer_message') }));
    expect(first).toMatchObject({ text: 'Svar på beskeden' });
  });
  it('a citizen’s question is answered where it is asked', () => {
    expect(answerPath(plan, { what: 'message', since: '' })).toBe(`/bord/${plan}/beskeder`);
    expect(answerPath(plan, { what: 'absence', since: '' })).toBe(`/bord/${plan}`);
  });
});
