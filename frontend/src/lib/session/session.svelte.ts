/**
 * Who uses this browser. Signed in offline means: the last answer of the server said so and nobody has ended it since.
 */
import { ApiError, heard } from '../api/client';
import * as api from '../api/session';
import type { Me } from '../api/types';
import { clearMarks, forgetRead, getMark, keep, recallBoth, setMark, wipe } from '../db';
import { startLanguage } from '../i18n';
import { stands } from '../nav/paint';

export type SessionState =
  /** Nothing known yet. */
  | 'starting'
  | 'in'
  /** Not signed in: never was, or ended. */
  | 'out'
  /** The session ran out: what waits to be sent is kept for this person. */
  | 'expired';

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tavlen-session');
let me = $state.raw<Me>();
let state = $state<SessionState>('starting');
let early: unknown;
const onWipe: (() => void)[] = [];

export const session = {
  get me(): Me | undefined {
    return me;
  },
  get state(): SessionState {
    return state;
  },
  get staff(): boolean {
    return !!me && me.person.role !== 'citizen' && me.person.role !== 'contact';
  },
  /** The plan the phone shows: the citizen's own, or the first one shared with a contact. */
  get planId(): string | undefined {
    return me?.plan?.id ?? me?.plans?.[0]?.id;
  },
  /** Contacts are online only: nothing of a plan that is not theirs may stay on their phone. */
  get mayKeep(): boolean {
    return me?.person.role === 'citizen' || (!!me && session.staff);
  },
  /** The plan that came from the phone with who he is, once. Only those whose phone may keep it have one. */
  takePlan(): unknown {
    const plan = early;
    early = undefined;
    return plan;
  },
};

/** What else holds data in memory registers here, and forgets it when the session ends. */
export function whenWiped(forget: () => void): void {
  onWipe.push(forget);
}

async function enter(answer: Me): Promise<void> {
  const before = getMark('user');
  // Someone else's things never stay beside the new person's: a shared tablet.
  if (before && before !== answer.person.id) await wipeAll();
  setMark('user', answer.person.id);
  startLanguage(answer.person.language);
  me = answer;
  state = 'in';
  // Not waited for: what is on screen does not depend on it.
  // A contact's phone keeps not even whose plan it is.
  if (answer.person.role !== 'contact') void keep(answer.person.id, 'me', answer);
}

function leave(next: 'out' | 'expired'): void {
  me = undefined;
  early = undefined;
  state = next;
  for (const forget of onWipe) forget();
}

async function wipeAll(): Promise<void> {
  clearMarks();
  await wipe();
}

/** The server says nobody is signed in: an ended session is wiped, one that ran out keeps what waits. */
async function ended(code: string): Promise<void> {
  const user = me?.person.id ?? getMark('user');
  if (code === 'session_ended' || !user) {
    leave('out');
    await wipeAll();
    // Only where there was somebody: two tabs of nobody would send each other round for ever.
    if (user) channel?.postMessage('out');
  } else {
    leave('expired');
    await forgetRead(user);
  }
}

/** At start: first what this browser knows (at once, offline too), then what the server says. */
export async function startSession(): Promise<void> {
  heard.out = (code) => {
    if (state !== 'out') void ended(code);
  };
  channel?.addEventListener('message', () => location.reload());
  if (getMark('ending')) {
    // He signed out and the server may not know yet. Nothing else is asked of it; the front door need not wait.
    leave('out');
    return tellEnd();
  }
  const user = getMark('user');
  const [known, plan] = user ? await recallBoth<Me, unknown>(user, 'me', 'plan/') : [];
  if (known) {
    startLanguage(known.person.language);
    me = known;
    early = plan;
    state = 'in';
    await stands;
  }
  await refreshMe();
}

/** Asks the server again who we are; without net everything stays as it was. */
export async function refreshMe(): Promise<void> {
  try {
    await enter(await api.getMe());
  } catch (problem) {
    if (state !== 'starting') return;
    // A first visit without net or session: the front door explains.
    if (!(problem instanceof ApiError) || problem.status !== 401) state = 'out';
  }
}

/** Begins the session of somebody who has just become known: he took an invitation, or showed a code or a key. */
export async function begin(answer: Me): Promise<void> {
  await enter(answer);
  setMark('ending', undefined);
  channel?.postMessage('in');
}

/** Signs in with the code of a link or a spoken code. @throws ApiError when the code does not work. */
export async function signIn(code: string): Promise<void> {
  // An end still under way would take the new session's cookies with it; signing in ends the former session by itself.
  telling?.abort();
  await begin(await api.createSession(code));
}

/**
 * Signs out here: resolves when what this browser holds is gone, whatever the net does. The server is told after that,
 * and at the next start, before anything else, should it not have heard.
 */
export async function signOut(): Promise<void> {
  leave('out');
  clearMarks();
  setMark('ending', 'yes');
  await wipe();
  channel?.postMessage('out');
  void tellEnd();
}

let telling: AbortController | undefined;
/** Tells the server that the session is over; the mark stays until it has heard. */
async function tellEnd(): Promise<void> {
  const { signal } = (telling = new AbortController());
  try {
    await api.endSession(signal);
  } catch (problem) {
    // 401: it had ended already.
    if (!(problem instanceof ApiError) || problem.status !== 401) return;
  }
  if (!signal.aborted) setMark('ending', undefined);
}
