import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropDraft, keepDraft, recallDraft } from './drafts';

const kept: string[] = [];
vi.mock('../db', () => ({
  keep: (_: string, name: string, text: string) => Promise.resolve(kept.push(`${name}: ${text}`)),
  forget: (_: string, name: string) => Promise.resolve(kept.push(`${name} is forgotten`)),
  recall: () => undefined,
}));
const session = vi.hoisted(() => ({ me: { person: { id: 'peter' } } }));
vi.mock('../session', () => ({ session }));

beforeEach(() => {
  kept.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('whoever writes on without a pause has it kept all the same, the latest words each time', () => {
  for (let n = 1; n <= 10; n++) {
    keepDraft('message/m', 'a'.repeat(n));
    vi.advanceTimersByTime(200);
  }
  vi.advanceTimersByTime(500);
  expect(kept).toEqual([
    'draft/message/m: aaa',
    'draft/message/m: aaaaaa',
    'draft/message/m: aaaaaaaaa',
    'draft/message/m: aaaaaaaaaa',
  ]);
});

test('what was sent or emptied is forgotten, and nothing that was still to be kept comes after it', () => {
  keepDraft('message/m', 'Hej');
  dropDraft('message/m');
  vi.advanceTimersByTime(1000);
  keepDraft('message/m', '  ');
  vi.advanceTimersByTime(1000);
  expect(kept).toEqual(['draft/message/m is forgotten', 'draft/message/m is forgotten']);
});

test('a page that comes anew has what was typed before it was kept, and nobody else has', async () => {
  keepDraft('message/m', 'Hej');
  expect(await recallDraft('message/m')).toBe('Hej');
  session.me.person.id = 'anna';
  expect(await recallDraft('message/m')).toBe('');
  vi.advanceTimersByTime(1000);
  expect(kept).toEqual([]);
  session.me.person.id = 'peter';
  expect(await recallDraft('message/m')).toBe('');
});
