/**
 * The work queue of whoever sits at the desk, live: asked for again when the stream says that something moved, when the
 * page comes to the front, and once a minute, since a day that begins says nothing on the stream. The last one is kept
 * sealed on this browser, for a workplace visit without net.
 */
import { announce } from '$lib/a11y';
import { ApiError, type Id } from '$lib/api';
import { listQueue, type QueuedAlert } from '$lib/api/staff-attention';
import { keep, recall } from '$lib/db';
import { session, whenWiped } from '$lib/session';
import { onLive } from '$lib/sync';
import { clock } from '$lib/text';
import { citizens } from '../citizens/citizens.svelte';
import { entries, type Entry } from './order';
import { words } from './words';

const NAME = 'desk/queue';
const EVERY_MS = 60_000;
/** A write says it twice on the stream, as a change and as what was noticed of it: one question answers both. */
const GATHER_MS = 250;

let alerts = $state.raw<QueuedAlert[]>();
let problem = $state.raw<ApiError>();
let fresh = $state.raw<ReadonlySet<string>>(new Set());
let started = false;
let loading: Promise<void> | undefined;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** When the timer asks, in ms of `performance.now()`. */
let asksAt = Infinity;
const rows = $derived(alerts ? entries(alerts, citizens.rows, clock.now) : undefined);
/** The page shows it; elsewhere nobody is interrupted by what is noticed about others. */
let shown = 0;

export const queue = {
  /** The loudest first; undefined until the server has said. */
  get rows(): readonly Entry[] | undefined {
    return rows;
  },
  /** How many of them are as loud as can be. */
  get late(): number {
    return rows?.filter((row) => row.level === 'red').length ?? 0;
  },
  get problem(): ApiError | undefined {
    return problem;
  },
  /** What a citizen of whom one was told is called. */
  nameOf: (citizen: Id | undefined): string | undefined =>
    alerts?.find((alert) => alert.citizen.id === citizen)?.citizen.name,
  /** It came while the queue was on screen. */
  isFresh: (key: string): boolean => fresh.has(key),
  /** The queue is on screen until the answer is called. */
  show(): () => void {
    shown++;
    return () => {
      shown--;
      fresh = new Set();
    };
  },
  reload: load,
};

function load(): Promise<void> {
  rest();
  if (loading) {
    again = true;
    return loading;
  }
  loading = (async () => {
    do {
      again = false;
      await loadOnce();
    } while (again);
  })().finally(() => {
    loading = undefined;
    if (session.me) soon(EVERY_MS);
  });
  return loading;
}

async function loadOnce(): Promise<void> {
  const user = session.me?.person.id;
  if (!user || document.visibilityState === 'hidden') return;
  try {
    const next = (await listQueue()).alerts ?? [];
    if (session.me?.person.id !== user) return;
    if (alerts && shown) tell(alerts, next);
    alerts = next;
    problem = undefined;
    const loudest = loudestOf(next);
    if (citizens.rows.some((row) => row.alert?.text !== loudest.get(row.plan.id))) void citizens.reload();
    if (session.mayKeep) await keep(user, NAME, next);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem = error;
  }
}

/** What a card says of its plan; one that says otherwise is older than these, and no event told of it. */
function loudestOf(alerts: readonly QueuedAlert[]): Map<Id, string> {
  const texts = new Map<Id, string>();
  for (const a of alerts) if (!texts.has(a.plan)) texts.set(a.plan, a.text);
  return texts;
}

function tell(before: readonly QueuedAlert[], after: readonly QueuedAlert[]): void {
  const name = (a: QueuedAlert) => `${a.plan}/${a.key}`;
  const known = new Set(before.map(name));
  const came = after.filter((a) => !known.has(name(a)));
  if (!came.length) return;
  fresh = new Set([...fresh, ...came.map(name)]);
  for (const a of came) announce(words().came(a.citizen.name, a.text));
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
export function startQueue(): void {
  if (!started) {
    started = true;
    whenWiped(() => {
      rest();
      alerts = undefined;
      problem = undefined;
      fresh = new Set();
    });
    onLive((event) => {
      if (event.type !== 'lost') soon(GATHER_MS);
    });
  }
  if (alerts || loading) return;
  void (async () => {
    const user = session.me?.person.id;
    const kept = user && session.mayKeep ? await recall<QueuedAlert[]>(user, NAME) : undefined;
    if (kept && !alerts) alerts = kept;
    await load();
  })();
}
