/**
 * The app lock: asked for at a cold start and after two minutes in the background (security.md, T01).
 *
 * Locked means that the page is taken out of the document, not covered: neither the screen, a screen reader nor a print
 * has any of it, and what was being written stays in memory until she is back. The stream is closed and the key let go.
 */
import { mount } from 'svelte';
import { letGo } from '../db/held';
import { getMark } from '../db/marks';
import { isNeutral } from '../exit/look';
import { NEUTRAL_NAME } from '../exit/leave';
import { startLanguage, wordsReady } from '../i18n';
import { flush } from '../outbox';
import { pullAll, startLive, stopLive } from '../sync';
import LockScreen from './LockScreen.svelte';

const AFTER_MS = 2 * 60_000;
let asking: Promise<void> | undefined;

/** Takes the page away and asks for the code; resolves when it was given and the page is back. */
export function ask(): Promise<void> {
  return (asking ??= askNow().finally(() => (asking = undefined)));
}
async function askNow(): Promise<void> {
  const user = getMark('user');
  const page = document.getElementById('app');
  if (!user || !page) return;
  const title = document.title;
  const at = scrollY;
  document.title = isNeutral() ? NEUTRAL_NAME : 'Tavlen';
  page.remove();
  startLanguage();
  await wordsReady();
  await new Promise<void>(
    (onopen) => void mount(LockScreen, { target: document.body, props: { user, onopen } }),
  );
  document.body.prepend(page);
  // A sheet that was open left the top layer with the page.
  for (const sheet of page.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    sheet.removeAttribute('open');
    sheet.showModal();
  }
  document.title = title;
  scrollTo(0, at);
}

/** Locks an app that is open; when the code was given it goes on where it was. */
async function lockNow(): Promise<void> {
  if (asking || !getMark('lock')) return;
  stopLive();
  letGo();
  await ask();
  startLive();
  void flush();
  void pullAll();
}

let watching = false;
/** Follows the page to the background and back from now on. */
export function watch(): void {
  if (watching) return;
  watching = true;
  // Without net it must open too.
  void navigator.serviceWorker?.ready.then((worker) => worker.active?.postMessage('lock'));
  let since: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const away = () => {
    since = Date.now();
    clearTimeout(timer);
    timer = setTimeout(() => void lockNow(), AFTER_MS);
    // What the system keeps a picture of for its list of open apps has nothing on it.
    if (getMark('lock')) document.documentElement.style.visibility = 'hidden';
  };
  const back = () => {
    clearTimeout(timer);
    const gone = Date.now() - (since ?? Date.now());
    // A clock that was put back hides how long it was.
    if (gone >= AFTER_MS || gone < 0) void lockNow();
    since = undefined;
    document.documentElement.style.visibility = '';
  };
  document.addEventListener('visibilitychange', () =>
    document.visibilityState === 'hidden' ? away() : back(),
  );
  addEventListener('pageshow', (event) => event.persisted && back());
}
