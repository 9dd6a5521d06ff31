/** A server that keeps a PIN, and a net that loses answers. */
import { beforeEach, expect, it, vi } from 'vitest';
import { clearMarks, getMark, setMark } from '../db/marks';
import { SAME, UNSURE } from './code';
import { countCode, isOne, putCode } from './server';

const OLD = '730418';
const NEW = '592741';
let pin: string | undefined;
/** What becomes of the next answers to a code that is put: it is carried out and lost, never arrives, or is refused. */
let fate: ('lost' | 'away' | 'refused')[] = [];
let checks = 0;
let signedInMinutesAgo = 60;

vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
  const sent = body ? (JSON.parse(body) as { pin?: string }).pin : undefined;
  const answer = (status: number, of: unknown = {}) =>
    new Response(status === 204 ? null : JSON.stringify(of), { status });
  if (url.endsWith('/session/pin/check')) {
    checks++;
    return sent === pin ? answer(204) : answer(422);
  }
  if (url.endsWith('/session/pin') && method === 'PUT') {
    const now = fate.shift();
    if (now === 'away') throw new TypeError('no net');
    if (now === 'refused') return answer(422, { code: 'invalid' });
    pin = sent;
    if (now === 'lost') throw new TypeError('no net');
    return answer(204);
  }
  if (url.endsWith('/passkeys')) return answer(200, { passkeys: [], pin: pin !== undefined });
  const auth_at = new Date(Date.now() - signedInMinutesAgo * 60_000).toISOString();
  return answer(200, { session: { auth_at } });
});

beforeEach(() => {
  clearMarks();
  setMark(SAME, 'yes');
  pin = OLD;
  fate = [];
  checks = 0;
  signedInMinutesAgo = 60;
});

it('sends a code whose answer was lost again, until it was heard that there is one', async () => {
  fate = ['lost', 'away', 'lost'];
  await putCode(NEW, [0, 0, 0]);
  expect(pin).toBe(NEW);
  expect([getMark(SAME), getMark(UNSURE)]).toEqual([undefined, 'differs']); // until the lock has it, too
  isOne();
  expect([getMark(SAME), getMark(UNSURE)]).toEqual(['yes', undefined]);
});

it('says that nothing was changed only where nothing was', async () => {
  fate = ['refused'];
  await expect(putCode(NEW, [0])).rejects.toThrow();
  expect([getMark(SAME), getMark(UNSURE), pin]).toEqual(['yes', undefined, OLD]);
  fate = ['lost', 'refused'];
  await expect(putCode(NEW, [0])).rejects.toThrow();
  expect([getMark(SAME), getMark(UNSURE)]).toEqual([undefined, 'yes']);
});

it('asks once which code the server has, and is content where it is that of the lock', async () => {
  fate = ['away', 'away'];
  await expect(putCode(NEW, [0])).rejects.toThrow();
  await countCode('111222', false); // a wrong one tells nothing of it
  expect(checks).toBe(0);
  await countCode(OLD, true);
  expect([checks, getMark(SAME), getMark(UNSURE)]).toEqual([1, 'yes', undefined]);
});

it('does not have the right code counted as a wrong one time after time', async () => {
  fate = ['lost', 'lost'];
  await expect(putCode(NEW, [0])).rejects.toThrow();
  for (let n = 0; n < 12; n++) await countCode(OLD, true);
  expect([checks, pin, getMark(SAME), getMark(UNSURE)]).toEqual([1, NEW, undefined, 'differs']);
  // She changes it once more.
  await putCode(NEW, []);
  isOne();
  await countCode(NEW, true);
  expect([checks, getMark(SAME), getMark(UNSURE)]).toEqual([2, 'yes', undefined]);
});

it('makes the code of the lock the PIN where she was just in', async () => {
  fate = ['lost', 'lost'];
  await expect(putCode(NEW, [0])).rejects.toThrow();
  signedInMinutesAgo = 1;
  await countCode(OLD, true);
  expect([pin, getMark(SAME), getMark(UNSURE)]).toEqual([OLD, 'yes', undefined]);
});
