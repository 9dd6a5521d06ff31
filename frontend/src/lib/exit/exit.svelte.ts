/** The quick way out, wherever a citizen or one of her people is: a button on every page and every sheet, and Shift. */
import type { Component } from 'svelte';
import { keyOfMark } from '../db/marks';
import { thrice } from './keys';
import { leave, vanish } from './leave';
import QuickExit from './QuickExit.svelte';

/** What every page and sheet shows, once there is somebody whose plan could be seen. */
export const exit = $state<{ Button?: Component | undefined }>({});

let watched = false;
/** Follows who is signed in: `on` for those whose plan it is and their people. */
export function watchExit(on: boolean): void {
  exit.Button = on ? QuickExit : undefined;
  if (watched) return;
  watched = true;
  const third = thrice();
  addEventListener('keydown', (event) => {
    if (!event.repeat && third(event.key, event.timeStamp) && exit.Button) leave();
  });
  // Another window of this browser was left.
  addEventListener('storage', (event) => {
    if (event.key === keyOfMark('left') && event.newValue) vanish();
    // It was locked in another window: this one has no key any more, and asks for the code.
    if (event.key === keyOfMark('lock') && event.newValue) location.reload();
  });
}
