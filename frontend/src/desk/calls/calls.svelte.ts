/**
 * Whom somebody at this desk must ring, because nothing else got through. Asked for again when something moved, when the
 * page comes to the front, and once a minute: what runs out on the server says nothing on the stream.
 */
import { ApiError } from '$lib/api';
import { listCalls, type Call } from '$lib/api/staff-meetings';
import type { CallAsked } from '$lib/api/staff-line';
import { session, whenWiped } from '$lib/session';
import { onLive } from '$lib/sync';

const EVERY_MS = 60_000;
/** Several events come at once when the stream starts: one question answers them all. */
const GATHER_MS = 200;

let list = $state.raw<Call[]>();
let asked = $state.raw<CallAsked[]>();
let problem = $state.raw<ApiError>();
let started = false;
let loading = false;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** When the timer asks, in ms of `performance.now()`. */
let asksAt = Infinity;

export const calls = {
  /** Those first whose meeting comes first; undefined until the server has said. */
  get list(): readonly Call[] | undefined {
    return list;
  },
  /** Those who ask to be called. */
  get asked(): readonly CallAsked[] | undefined {
    return asked;
  },
  get problem(): ApiError | undefined {
    return problem;
  },
  get count(): number {
    return (list?.length ?? 0) + (asked?.length ?? 0);
  },
  reload: load,
};

async function load(): Promise<void> {
  rest();
  if (loading) {
    again = true;
    return;
  }
  loading = true;
  try {
    do {
      again = false;
      await loadOnce();
    } while (again);
  } finally {
    loading = false;
    if (session.me) soon(EVERY_MS);
  }
}
async function loadOnce(): Promise<void> {
  const user = session.me?.person.id;
  if (!user || document.visibilityState === 'hidden') return;
  try {
    const { calls: next, asked: wishes } = await listCalls();
    if (session.me?.person.id !== user) return;
    list = next;
    asked = wishes;
    problem = undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem = error;
  }
}
/** Asks again after so long, unless it is asked sooner anyway: what is said while an answer is on its way counts. */
function soon(ms: number): void {
  const at = performance.now() + ms;
  if (at >= asksAt) return;
  rest();
  asksAt = at;
  timer = setTimeout(() => void load(), ms);
}
function rest(): void {
  clearTimeout(timer);
  asksAt = Infinity;
}

/** Starts following; called by every page of the desk, does its work once. */
export function startCalls(): void {
  if (started) {
    if (!list && !loading) void load();
    return;
  }
  started = true;
  whenWiped(() => {
    rest();
    list = undefined;
    asked = undefined;
    problem = undefined;
  });
  onLive((event) => {
    if (event.type !== 'lost') soon(GATHER_MS);
  });
  void load();
}
