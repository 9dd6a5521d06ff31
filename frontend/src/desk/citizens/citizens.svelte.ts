/**
 * The citizens of whoever sits at the desk, live: the event stream says when something moved, and the list is asked
 * for again. The last list is kept sealed on this browser, so that a workplace visit without net still has it.
 */
import { SvelteSet } from 'svelte/reactivity';
import { announce } from '$lib/a11y';
import { ApiError, type CitizenList, type CitizenRow, type Id } from '$lib/api';
import { listMyCitizens } from '$lib/api/staff';
import { keep, recall } from '$lib/db';
import { session, whenWiped } from '$lib/session';
import { onLive } from '$lib/sync';
import { now } from '$lib/text';
import { words as meetingWords } from '../meetings/words';
import { words } from '../words';
import type { Tab } from '../routes';
import { isMeetingWait } from './lines';
import { newlyWaiting, waitingFirst } from './order';

const NAME = 'desk/citizens';
/** Several events come at once when the stream starts: one question answers them all. */
const GATHER_MS = 150;

interface Kept {
  list: CitizenList;
  freshAt: number;
}

let list = $state.raw<CitizenList>();
let state = $state<'starting' | 'ready' | 'failed'>('starting');
let problem = $state.raw<ApiError>();
let freshAt = $state(0);
let offline = $state(false);
let started = false;
let loading: Promise<void> | undefined;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Where the person looks: what is announced there is not announced here too. */
let watching: { plan: Id; tab: Tab } | undefined;
const fresh = new SvelteSet<string>();
const rows = $derived(waitingFirst(list?.citizens ?? []));

export const citizens = {
  /** Those who wait first. */
  get rows(): CitizenRow[] {
    return rows;
  },
  get list(): CitizenList | undefined {
    return list;
  },
  get state(): 'starting' | 'ready' | 'failed' {
    return state;
  },
  get problem(): ApiError | undefined {
    return problem;
  },
  /** When the server last said so, in ms by its clock. */
  get freshAt(): number {
    return freshAt;
  },
  /** The last try reached nobody: the list is from `freshAt`. */
  get offline(): boolean {
    return offline;
  },
  of(plan: Id): CitizenRow | undefined {
    return list?.citizens.find((row) => row.plan.id === plan);
  },
  /** Something came in for this plan since the page was opened and has not been looked at. */
  isFresh: (plan: Id): boolean => [...fresh].some((key) => key.startsWith(`${plan}/`)),
  look(plan: Id, tab: Tab): void {
    watching = { plan, tab };
  },
  leave(plan: Id): void {
    if (watching?.plan === plan) watching = undefined;
    for (const key of [...fresh]) if (key.startsWith(`${plan}/`)) fresh.delete(key);
  },
  reload: load,
};

function load(): Promise<void> {
  clearTimeout(timer);
  if (loading) {
    again = true;
    return loading;
  }
  loading = (async () => {
    do {
      again = false;
      await loadOnce();
    } while (again);
  })().finally(() => (loading = undefined));
  return loading;
}

async function loadOnce(): Promise<void> {
  const user = session.me?.person.id;
  if (!user) return;
  try {
    const next = await listMyCitizens();
    if (session.me?.person.id !== user) return;
    if (list) tell(list.citizens, next.citizens);
    list = next;
    freshAt = now();
    state = 'ready';
    offline = false;
    problem = undefined;
    await keep(user, NAME, { list, freshAt } satisfies Kept);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem = error;
    offline = error.offline || error.status >= 500;
    if (!list) state = 'failed';
  }
}

function tell(before: readonly CitizenRow[], after: readonly CitizenRow[]): void {
  const t = words();
  for (const { row, wait, key } of newlyWaiting(before, after)) {
    const here = watching?.plan === row.plan.id;
    // An open conversation reads its own messages out, and an open plan its own answers.
    if (here && (wait.what !== 'message' || watching?.tab === 'messages')) continue;
    fresh.add(key);
    announce(
      isMeetingWait(wait.what)
        ? meetingWords().waits[wait.what](row.preferred_name, !!wait.urgent)
        : t.waits[wait.what](row.preferred_name, row.unread_messages),
    );
  }
}

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void load(), GATHER_MS);
}

/** Starts following; called by every page of the desk, does its work once. */
export function startCitizens(): void {
  if (!started) {
    started = true;
    whenWiped(() => {
      clearTimeout(timer);
      list = undefined;
      state = 'starting';
      problem = undefined;
      watching = undefined;
      fresh.clear();
    });
    onLive((event) => {
      if (event.type === 'lost') offline = true;
      else if (event.type !== 'rev' || citizens.of(event.plan)?.plan.rev !== event.rev) soon();
    });
  }
  if (list || loading) return;
  void (async () => {
    const user = session.me?.person.id;
    const kept = user && session.mayKeep ? await recall<Kept>(user, NAME) : undefined;
    if (kept && !list) {
      list = kept.list;
      freshAt = kept.freshAt;
      state = 'ready';
    }
    await load();
  })();
}
