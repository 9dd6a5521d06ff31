/**
 * One event stream for the whole browser: the tab that holds the lock reads it and tells the others.
 *
 * A page that comes back to the front pulls first and listens after; a hidden page gives the stream up after a while,
 * so that a phone in a pocket costs nothing (push wakes it).
 */
import { backoff } from '../outbox/rules';
import { refreshMe } from '../session';
import { hear, type LiveEvent } from './listeners';
import { readEvents } from './stream';

const HIDDEN_MS = 60_000;
/** The server's heartbeat is 25 s; silence for longer than this means the net is gone without a word. */
const SILENT_MS = 60_000;

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('tavlen-live');
let stop: AbortController | undefined;
let hideTimer: ReturnType<typeof setTimeout> | undefined;
let lastId: string | undefined;
let wanted = false;
let wired = false;

function tell(event: LiveEvent, others = true): void {
  hear(event);
  if (others) channel?.postMessage(event);
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((done) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      done();
    };
    const timer = setTimeout(wake, ms);
    addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });

/** Reads the stream once. True when it stood, false when it never came up; ends on any break. */
async function listenOnce(signal: AbortSignal): Promise<boolean> {
  const silence = new AbortController();
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => silence.abort(), SILENT_MS);
  };
  let stood = false;
  try {
    alive();
    const answer = await fetch('/api/v1/stream', {
      headers: { Accept: 'text/event-stream', ...(lastId !== undefined && { 'Last-Event-ID': lastId }) },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (answer.status === 401) {
      await refreshMe(); // its own 401 says whether the session ended or ran out
      return false;
    }
    if (!answer.ok || !answer.body) return false;
    stood = true;
    tell({ type: 'stood' });
    await readEvents(
      answer.body,
      (event) => {
        if (event.id !== undefined) lastId = event.id;
        const data = JSON.parse(event.data) as {
          plan?: string;
          rev?: string;
          thread?: string;
          session?: string;
        };
        if (event.event === 'session') void refreshMe();
        else if (event.event === 'rev') tell({ type: 'rev', plan: data.plan ?? '', rev: data.rev ?? '' });
        else if (event.event === 'message')
          tell({ type: 'message', plan: data.plan ?? '', thread: data.thread ?? '' });
        else if (event.event === 'noticed') tell({ type: 'noticed', plan: data.plan ?? '' });
        else if (event.event === 'device') tell({ type: 'device', session: data.session ?? '' });
      },
      alive,
    );
  } catch {
    // Broken off: the loop decides when to try again.
  } finally {
    clearTimeout(quiet);
  }
  return stood;
}

async function own(signal: AbortSignal): Promise<void> {
  let tries = 0;
  while (!signal.aborted) {
    const stood = await listenOnce(signal);
    if (signal.aborted) return;
    // A stream that stood and ended (its maximum life) is simply opened again.
    tries = stood ? 1 : tries + 1;
    if (!stood) tell({ type: 'lost' });
    await pause(backoff(tries) / 2, signal);
  }
}

function begin(): void {
  if (stop) return;
  const controller = (stop = new AbortController());
  if (!navigator.locks) {
    void own(controller.signal);
    return;
  }
  navigator.locks
    .request('tavlen-live', { signal: controller.signal }, () => own(controller.signal))
    .catch(() => {}); // given up before it was our turn
}

function halt(): void {
  stop?.abort();
  stop = undefined;
}

function followVisibility(): void {
  clearTimeout(hideTimer);
  if (!wanted) return;
  if (document.visibilityState === 'visible') {
    tell({ type: 'back' }, false);
    begin();
  } else {
    hideTimer = setTimeout(halt, HIDDEN_MS);
  }
}

/** Starts listening, and follows the page to the background and back. */
export function startLive(): void {
  wanted = true;
  begin();
  if (wired) return;
  wired = true;
  channel?.addEventListener('message', (event: MessageEvent<LiveEvent>) => tell(event.data, false));
  document.addEventListener('visibilitychange', followVisibility);
}

/** Stops listening for good: signed out. */
export function stopLive(): void {
  wanted = false;
  clearTimeout(hideTimer);
  halt();
  lastId = undefined;
}
