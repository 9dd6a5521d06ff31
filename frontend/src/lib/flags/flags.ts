/** Reading and writing "Noget virker ikke". */
import { newId } from '../api/client';
import type { Effort, Flag, Id, Plan } from '../api/types';
import { inVain, outbox, throwAway, write } from '../outbox';
import type { Carried } from '../sync/messages.svelte';

/** The reasons offered, in the order of the vocabulary. */
export const CATEGORIES = [
  'body',
  'tasks',
  'people',
  'thoughts',
  'transport',
  'time',
  'unclear',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A drawing for each reason: 24×24, stroke only. */
export const PICTURES: Record<Category, string> = {
  body: 'M12 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM12 8v7M7 10l5-2 5 2M9 22l3-7 3 7M19 13l-1.5 2.5h3L19 18',
  tasks: 'M14 4a4 4 0 0 0-4 5L4 15l3 3 6-6a4 4 0 0 0 5-5l-2 2-3-1-1-3zM4 21h16',
  people:
    'M8 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 2-7 6-7M16 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM22 20c0-4-2-7-6-7M13 12l-2 4h3l-2 5',
  thoughts: 'M7 14a4 4 0 0 1 0-8 5 5 0 0 1 10-1 4.5 4.5 0 0 1 0 9zM8 18v.01M12 18v3M16 18v.01',
  transport: 'M5 4h14v12H5zM5 11h14M12 4v7M8 16v3M16 16v3M8 13.5h.01M16 13.5h.01',
  time: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2',
  unclear:
    'M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2.500M12 18h.01M12 21.500a9.500 9.500 0 1 0 0-19 9.500 9.500 0 0 0 0 19z',
  other: 'M5 12h.01M12 12h.01M19 12h.01',
};

/** The newest first. */
export const flagsOf = (plan: Plan): Flag[] =>
  [...plan.flags].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
export const openFlags = (plan: Plan): Flag[] => flagsOf(plan).filter((f) => !f.resolved_at);
/** What is open, and what was closed by a word that staff wrote down: he may say that it is not so. */
export const toRead = (plan: Plan): Flag[] =>
  flagsOf(plan).filter((f) => !f.resolved_at || !!f.resolved_recorded_by);
/** Since when somebody is to act. */
export const flagSince = (flag: Flag): string => flag.reopened_at ?? flag.at;
/** What was last made otherwise on the effort because of it. */
export const adjustmentFor = (plan: Plan, flag: Flag) =>
  plan.efforts.find((e) => e.id === flag.effort)?.adjustments?.findLast((a) => a.because_flag === flag.id);
/** Efforts that something can be wrong with: those that run, or are to begin. */
export const flaggable = (plan: Plan): Effort[] =>
  plan.efforts.filter((e) => !e.partial && ['active', 'planned', 'paused'].includes(e.status));

/** Puts it in the outbox: it leaves at once where there is net, and exactly once. */
export async function raiseFlag(
  plan: Id,
  said: { category: Category; text: string; effort?: Id | undefined },
): Promise<Id> {
  const id = newId();
  const { category, effort } = said;
  const text = said.text.trim();
  const body = { category, ...(text && { text }), ...(effort && { effort }) };
  await write({ plan, kind: 'flag', target: id, key: id, body });
  return id;
}
/** The target of a line names its flag too: that is where it goes. */
const lineOf = (flag: Id, line: Id): string => `${flag}/messages/${line}`;

export async function writeOnFlag(plan: Id, flag: Id, text: string): Promise<void> {
  const line = newId();
  const needs = [`flag/${flag}`];
  await write({ plan, kind: 'flag_line', target: lineOf(flag, line), key: line, body: { text }, needs });
}
/** A photo or a voice, and the line that carries it behind it. @throws when the phone is full. */
export async function sendOnFlag(plan: Id, flag: Id, { content, ...said }: Carried): Promise<void> {
  const file = newId();
  const line = newId();
  const on = { kind: 'flag', id: flag };
  const needs = [`flag/${flag}`];
  await write({ plan, kind: 'attachment', target: file, body: { on, ...said }, content, needs });
  await write({
    plan,
    kind: 'flag_line',
    target: lineOf(flag, line),
    key: line,
    body: { attachment: file },
    needs: [...needs, `attachment/${file}`],
  });
}
/** Whether it helped: what the flag says now was made otherwise, and nothing that comes later. */
export async function sayWhether(plan: Id, flag: Flag, helped: boolean, text: string): Promise<void> {
  const said = text.trim();
  const late = saidLate(flag.id);
  await write({
    plan,
    kind: 'flag_word',
    target: flag.id,
    body: { helped, action_at: flag.action?.at, ...(said && { text: said }) },
    needs: [`flag/${flag.id}`],
  });
  // What went along is not shown as unsent; other words stand until he has put them away himself.
  for (const q of late) if (!q.body.text || said.includes(String(q.body.text))) await throwAway(q.id);
}
/** Words about what was made otherwise before, which came too late: they are kept and shown. */
export const saidLate = (flag: Id) => outbox.on('flag_word', flag).filter(inVain);

/** Where a flag's own writing stands: on its way, refused, or with the server. */
export function pendingOf(flag: Id): 'waiting' | 'stuck' | undefined {
  const mine = outbox.items.filter(
    (q) => q.kind.startsWith('flag') && !inVain(q) && (q.target === flag || q.target.startsWith(`${flag}/`)),
  );
  if (mine.some((q) => q.state !== 'waiting')) return 'stuck';
  return mine.length ? 'waiting' : undefined;
}
