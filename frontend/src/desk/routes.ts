/** The desk's addresses. Only paths, no queries: what is typed lives in drafts, never in an address. */
import type { Day, Id } from '$lib/api';

export type EditKind =
  'board' | 'strength' | 'challenge' | 'goal' | 'step' | 'effort' | 'agreement' | 'meeting';
export type Tab = 'plan' | 'changes' | 'messages';

export type DeskPlace =
  | { at: 'citizens' }
  | { at: 'new-citizen' }
  | { at: 'calls' }
  | { at: 'absence' }
  /** What the team asks each other about, and a citizen about whom one asks. */
  | { at: 'sparring' }
  | { at: 'ask'; plan: Id }
  /** Whether a story of the citizen's may be told. */
  | { at: 'story'; plan: Id }
  /** The week round a day; without one it is today's. */
  | { at: 'week'; day?: Day }
  | { at: 'figures' }
  /** Plans that are deleted soon, or are held back. */
  | { at: 'ended' }
  /** Who has read what in the week from a Monday; without one it is the newest with something left. */
  | { at: 'readings'; week?: Day }
  /** Emergency access to a plan: for a reason that is to be given, of a citizen one was told of, or as it is open. */
  | { at: 'glass'; look?: Id; citizen?: Id }
  /** Changes of consultant, and one of them: who has left does not open the plan there. */
  | { at: 'handovers' }
  | { at: 'handover'; of: Id }
  | { at: 'plan'; plan: Id; tab: Tab }
  | { at: 'code'; plan: Id }
  | { at: 'meeting'; plan: Id; id: Id }
  /** `id` undefined = what the citizen says is to be written down. */
  | { at: 'flag'; plan: Id; id?: Id }
  | { at: 'end'; plan: Id; id: Id }
  /** The plan itself ends, or is opened again. */
  | { at: 'plan-end'; plan: Id }
  | { at: 'measure'; plan: Id }
  /** `id` undefined = one is to be booked. */
  | { at: 'assessment'; plan: Id; id?: Id }
  /** Several meetings at once. */
  | { at: 'book'; plan: Id }
  /** `entry` = the plan as it stood after it. */
  | { at: 'history'; plan: Id; entry?: string }
  /**
   * `id` undefined = a new one; `under` is the goal of a new step, or the effort about whose end a new meeting is;
   * `slot` is where in the week a new meeting was put.
   */
  | { at: 'edit'; plan: Id; kind: EditKind; id?: Id; under?: Id; slot?: Slot };

/** A day and `HH:MM` on the wall in Copenhagen. */
export interface Slot {
  day: Day;
  from: string;
}

const SEGMENT: Record<EditKind, string> = {
  board: 'tavle',
  strength: 'styrke',
  challenge: 'svaert',
  goal: 'maal',
  step: 'skridt',
  effort: 'indsats',
  agreement: 'aftale',
  meeting: 'moede',
};
const KINDS = Object.keys(SEGMENT) as EditKind[];
const NEW = 'ny';

export const citizensPath = '/bord';
export const newCitizenPath = `/bord/${NEW}`;
export const callsPath = '/bord/ringeliste';
export const absencePath = '/bord/fravaer';
export const sparringPath = '/bord/raad';
export const askPath = (plan: Id): string => `/bord/${plan}/raad`;
export const storyPath = (plan: Id): string => `/bord/${plan}/god-historie`;
export const weekPath = (day: Day | '' = ''): string => `/bord/uge${day && `/${day}`}`;
export const figuresPath = '/bord/tal';
export const endedPath = '/bord/sletning';
export const readingsPath = (week: Day | '' = ''): string => `/bord/laesninger${week && `/${week}`}`;
export const glassPath = (look: Id | '' = ''): string => `/bord/noedadgang${look && `/${look}`}`;
export const glassOfPath = (citizen: Id): string => `/bord/noedadgang/borger/${citizen}`;
export const handoversPath = '/bord/skift';
export const handoverPath = (plan: Id): string => `/bord/skift/${plan}`;
export const planPagePath = (plan: Id, tab: Tab = 'plan'): string =>
  `/bord/${plan}${tab === 'changes' ? '/aendringer' : tab === 'messages' ? '/beskeder' : ''}`;
export const codePath = (plan: Id): string => `/bord/${plan}/kode`;
export const meetingPath = (plan: Id, id: Id): string => `/bord/${plan}/moeder/${id}`;
export const flagPath = (plan: Id, id: Id): string => `/bord/${plan}/virker-ikke/${id}`;
export const newFlagPath = (plan: Id): string => flagPath(plan, NEW);
export const endPath = (plan: Id, id: Id): string => `/bord/${plan}/afslut/${id}`;
export const planEndPath = (plan: Id): string => `/bord/${plan}/afslut`;
export const measurePath = (plan: Id): string => `/bord/${plan}/hvor-langt`;
export const assessmentPath = (plan: Id, id = ''): string => `/bord/${plan}/udredning${id ? `/${id}` : ''}`;
export const bookPath = (plan: Id): string => `/bord/${plan}/moeder/flere`;
export const historyPath = (plan: Id, entry = ''): string =>
  `/bord/${plan}/historie${entry ? `/${entry}` : ''}`;
export const editPath = (plan: Id, kind: EditKind, id: Id): string => `/bord/${plan}/${SEGMENT[kind]}/${id}`;
export const newPath = (plan: Id, kind: EditKind, under?: Id): string =>
  `/bord/${plan}/${SEGMENT[kind]}/${NEW}${under ? `/${under}` : ''}`;
/** A new meeting at a day and `HH:MM`. */
export const newMeetingAt = (plan: Id, { day, from }: Slot): string =>
  newPath(plan, 'meeting', `${day}-${from.replace(':', '')}`);

const ID = /^[A-Za-z0-9_-]{22}$/;
/** In the place of what a new meeting is about: that "Hvor langt er jeg?" is answered there. */
export const MEASURING = 'hvor-langt';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SLOT = /^(\d{4}-\d{2}-\d{2})-([01]\d|2[0-3])([0-5]\d)$/;

/** Which page a path opens; undefined where there is none. */
export function deskPlace(path: string): DeskPlace | undefined {
  const [desk, plan, room, id, under, ...rest] = path.split('/').slice(1);
  if (desk !== 'bord' || rest.length) return undefined;
  if (!plan) return { at: 'citizens' };
  if (plan === NEW) return room === undefined ? { at: 'new-citizen' } : undefined;
  if (plan === 'ringeliste') return room === undefined ? { at: 'calls' } : undefined;
  if (plan === 'fravaer') return room === undefined ? { at: 'absence' } : undefined;
  if (plan === 'raad') return room === undefined ? { at: 'sparring' } : undefined;
  if (plan === 'uge') {
    if (room === undefined) return { at: 'week' };
    return DAY.test(room) && id === undefined ? { at: 'week', day: room } : undefined;
  }
  if (plan === 'tal') return room === undefined ? { at: 'figures' } : undefined;
  if (plan === 'sletning') return room === undefined ? { at: 'ended' } : undefined;
  if (plan === 'laesninger') {
    if (room === undefined) return { at: 'readings' };
    return DAY.test(room) && id === undefined ? { at: 'readings', week: room } : undefined;
  }
  if (plan === 'noedadgang') {
    if (room === undefined) return { at: 'glass' };
    if (room === 'borger')
      return id && ID.test(id) && under === undefined ? { at: 'glass', citizen: id } : undefined;
    return ID.test(room) && id === undefined ? { at: 'glass', look: room } : undefined;
  }
  if (plan === 'skift') {
    if (room === undefined) return { at: 'handovers' };
    return ID.test(room) && id === undefined ? { at: 'handover', of: room } : undefined;
  }
  if (!ID.test(plan)) return undefined;
  if (!room) return { at: 'plan', plan, tab: 'plan' };
  const kind = KINDS.find((k) => SEGMENT[k] === room);
  if (kind && id === NEW) {
    if (under === undefined) return { at: 'edit', plan, kind };
    const [, day, hour, minute] = (kind === 'meeting' && SLOT.exec(under)) || [];
    if (day) return { at: 'edit', plan, kind, slot: { day, from: `${hour}:${minute}` } };
    return ((kind === 'step' || kind === 'meeting') && ID.test(under)) ||
      (kind === 'meeting' && under === MEASURING)
      ? { at: 'edit', plan, kind, under }
      : undefined;
  }
  if (under !== undefined) return undefined;
  if (kind) return id && ID.test(id) ? { at: 'edit', plan, kind, id } : undefined;
  if (room === 'historie') {
    if (id === undefined) return { at: 'history', plan };
    return ID.test(id) ? { at: 'history', plan, entry: id } : undefined;
  }
  if (room === 'udredning') {
    if (id === undefined) return { at: 'assessment', plan };
    return ID.test(id) ? { at: 'assessment', plan, id } : undefined;
  }
  if (room === 'moeder' && id === 'flere') return { at: 'book', plan };
  if (room === 'afslut') {
    if (id === undefined) return { at: 'plan-end', plan };
    return ID.test(id) ? { at: 'end', plan, id } : undefined;
  }
  if (room === 'virker-ikke') {
    if (id === NEW) return { at: 'flag', plan };
    return id && ID.test(id) ? { at: 'flag', plan, id } : undefined;
  }
  if (room === 'moeder') return id && ID.test(id) ? { at: 'meeting', plan, id } : undefined;
  if (id !== undefined) return undefined;
  if (room === 'aendringer') return { at: 'plan', plan, tab: 'changes' };
  if (room === 'raad') return { at: 'ask', plan };
  if (room === 'god-historie') return { at: 'story', plan };
  if (room === 'hvor-langt') return { at: 'measure', plan };
  if (room === 'beskeder') return { at: 'plan', plan, tab: 'messages' };
  return room === 'kode' ? { at: 'code', plan } : undefined;
}
