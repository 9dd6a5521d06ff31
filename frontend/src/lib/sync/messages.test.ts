import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../api/client';
import type { Message, MessagePage } from '../api/types';

const listMessages = vi.fn();
const recall = vi.fn();
const keep = vi.fn();
vi.mock('../api/messages', () => ({ listMessages, markMessagesRead: vi.fn() }));
const forget = vi.fn();
vi.mock('../db', () => ({ recall, keep, forget }));
vi.mock('../outbox', () => ({ outbox: { items: [], landed: [] }, whenTaken: vi.fn(), write: vi.fn() }));
vi.mock('../session', () => ({
  session: { me: { person: { id: 'peter' } }, mayKeep: true },
  whenWiped: vi.fn(),
}));
const { Conversation } = await import('./messages.svelte');

const numbered = (from: number, to: number): Message[] =>
  Array.from({ length: to - from }, (_, i) => ({
    id: `m${from + i}`,
    thread: 't',
    at: '2026-11-24T08:00:00Z',
    from: 'maja',
    kind: 'text',
    text: `Nummer ${from + i}.`,
  }));
const page = (messages: Message[], more: boolean): MessagePage => ({
  threads: [],
  thread: 't',
  messages,
  more,
  people: [],
});

beforeEach(() => void [listMessages.mockReset(), recall.mockReset(), keep.mockReset()]);

it('knows that there are older ones, though what the phone kept reaches further back than the fresh page', async () => {
  recall.mockResolvedValue({ threads: [], thread: 't', messages: numbered(348, 398), more: true });
  listMessages.mockResolvedValue(page(numbered(350, 400), true));
  const talk = new Conversation('p', undefined);
  await talk.start();
  expect(talk.messages.map((m) => m.id).at(0)).toBe('m348');
  expect(talk.more).toBe(true);
  listMessages.mockResolvedValue(page(numbered(0, 348), false));
  await talk.older();
  expect([talk.messages.length, talk.more]).toEqual([400, false]);
});

it('keeps whether there are older ones, and asks where an earlier version did not', async () => {
  recall.mockResolvedValue({ threads: [], thread: 't', messages: numbered(0, 10) });
  listMessages.mockResolvedValue(page(numbered(5, 15), true));
  const talk = new Conversation('p', undefined);
  await talk.start();
  expect(talk.more).toBe(true);
  expect(keep).toHaveBeenCalledWith(
    'peter',
    'messages/p/consultant',
    expect.objectContaining({ more: true }),
  );
});

it('names who writes in the thread and stands nowhere else in the plan', () => {
  const talk = new Conversation('p', undefined);
  listMessages.mockResolvedValue({ ...page([], false), people: [{ id: 'jonas', name: 'Jonas Jævnsen' }] });
  const plan = { people: [{ id: 'maja', name: 'Maja' }] } as never;
  return talk.pull().then(() => {
    expect(talk.naming(plan).people.map((p) => p.id)).toEqual(['maja', 'jonas']);
  });
});

it('shows an older message as it is now, when the newest page says that it became another', async () => {
  const talk = new Conversation('p', undefined);
  listMessages.mockResolvedValueOnce(page(numbered(50, 100), true));
  await talk.pull();
  listMessages.mockResolvedValueOnce(page(numbered(0, 50), false));
  await talk.older();
  const changed = { ...numbered(7, 8)[0]!, text: 'Rettet.' };
  listMessages.mockResolvedValueOnce({ ...page(numbered(50, 100), true), changed: [changed] });
  await talk.pull();
  expect(talk.messages.length).toBe(100);
  expect(talk.messages[7]!.text).toBe('Rettet.');
});

it('empties itself when it is not there for this person any more', async () => {
  const talk = new Conversation('p', undefined);
  listMessages.mockResolvedValueOnce(page(numbered(0, 5), false));
  await talk.pull();
  listMessages.mockRejectedValueOnce(new ApiError(404, 'not_found', ''));
  await talk.pull();
  expect(talk.messages).toEqual([]);
  expect(talk.state).toBe('failed');
  expect(forget).toHaveBeenCalledWith('peter', 'messages/p/consultant');
});
