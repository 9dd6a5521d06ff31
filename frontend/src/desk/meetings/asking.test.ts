import { beforeEach, describe, expect, it, vi } from 'vitest';

const check = vi.fn();
vi.mock('$lib/api/staff-meetings', () => ({ checkMeetings: check }));
const { ApiError } = await import('$lib/api');
const { Asking } = await import('./asking.svelte');
const { Sending } = await import('./sending.svelte');

const booking = (start: string) => ({
  kind: 'series' as const,
  meetings: [{ id: 'm', start, end: '2026-12-01T11:00:00Z' }],
});
const overlap = { code: 'overlap', meeting: 'm', other: 'old', text: 'Samtidig med et andet møde.' };

describe('what speaks against a time', () => {
  beforeEach(() => void check.mockReset());

  it('is said once, and stops nobody the second time', async () => {
    check.mockResolvedValue({ warnings: [overlap] });
    const asking = new Asking();
    expect(await asking.mayGo('p', booking('a'))).toBe(false);
    expect(asking.warnings).toEqual([overlap]);
    expect(await asking.mayGo('p', booking('a'))).toBe(true);
  });
  it('is said again of another time, or when it is something else', async () => {
    check.mockResolvedValue({ warnings: [overlap] });
    const asking = new Asking();
    expect(await asking.mayGo('p', booking('a'))).toBe(false);
    expect(await asking.mayGo('p', booking('b'))).toBe(false);
    check.mockResolvedValue({ warnings: [{ ...overlap, code: 'holiday' }] });
    expect(await asking.mayGo('p', booking('b'))).toBe(false);
    check.mockResolvedValue({ warnings: [{ ...overlap, code: 'holiday', text: 'Det er juleaften.' }] });
    expect(await asking.mayGo('p', booking('b'))).toBe(false);
  });
  it('is gone when the time is mended, and is not said late of a time that was', async () => {
    check.mockResolvedValue({ warnings: [{ ...overlap, code: 'past' }] });
    const asking = new Asking();
    asking.about(['2026-11-20']);
    expect(await asking.mayGo('p', booking('a'))).toBe(false);
    asking.about(['2026-11-20']);
    expect(asking.warnings).toHaveLength(1);
    asking.about(['2026-12-20']);
    expect(asking.warnings).toEqual([]);
    const late = asking.mayGo('p', booking('a'));
    asking.about(['2026-12-21']);
    expect([await late, asking.warnings]).toEqual([false, []]);
    check.mockResolvedValue({ warnings: [] });
    expect(await asking.mayGo('p', booking('b'))).toBe(true);
  });
  it('is not the meeting that goes when this one comes', async () => {
    check.mockResolvedValue({ warnings: [overlap] });
    expect(await new Asking().mayGo('p', booking('a'), 'old')).toBe(true);
  });
  it('is nothing to wait for without net', async () => {
    check.mockRejectedValue(new ApiError(0, 'offline', ''));
    const asking = new Asking();
    expect(await asking.mayGo('p', booking('a'))).toBe(true);
    expect(asking.warnings).toEqual([]);
  });
});

describe('an answer on its way', () => {
  it('goes under the same key until it is taken, and under another with other words', async () => {
    const keys: string[] = [];
    const sending = new Sending();
    const fail = (key: string) => {
      keys.push(key);
      return Promise.reject(new ApiError(0, 'offline', ''));
    };
    expect(await sending.send('ja', fail)).toBeUndefined();
    expect(sending.problem?.offline).toBe(true);
    await sending.send('ja', fail);
    await sending.send('nej', fail);
    const taken = (key: string) => {
      keys.push(key);
      return Promise.resolve('taken');
    };
    expect(await sending.send('nej', taken)).toBe('taken');
    await sending.send('nej', taken);
    expect([keys[0] === keys[1], keys[1] === keys[2], keys[2] === keys[3], keys[3] === keys[4]]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(sending.problem).toBeUndefined();
  });
  it('puts what the server says beside its field, wherever it stood in what was sent', async () => {
    const sending = new Sending();
    const fields = [{ field: 'body.meetings.2.start', code: 'invalid', detail: 'For sent.' }];
    await sending.send('x', () => Promise.reject(new ApiError(422, 'invalid', 'Nej', fields)));
    expect(sending.error('start')).toBe('For sent.');
    expect(sending.error('title')).toBeUndefined();
    expect([sending.general(['start']), sending.general(['title'])]).toEqual([false, true]);
  });
});
