/**
 * How the app looks to others on this phone: its name and icon on the home screen, the window's title, and what a
 * notification says. It belongs to the phone, lies nowhere else, and tells nothing of who uses it.
 */
import { getMark, setMark } from '../db/marks';
import { NEUTRAL_NAME } from './leave';

/** The worker cannot read marks: an empty cache by this name tells it. */
const TOLD = 'noter';
export const isNeutral = (): boolean => getMark('look') !== undefined;

const set = (selector: string, name: string, value: string) =>
  document.head.querySelector(selector)?.setAttribute(name, value);

/** Gives the page the chosen name and icons: whoever puts it on the home screen now gets these. */
export function wear(): void {
  const neutral = isNeutral();
  const icon = (ours: string, theirs: string) => `/icons/${neutral ? theirs : ours}.png`;
  set('[rel=manifest]', 'href', neutral ? '/noter.webmanifest' : '/manifest.webmanifest');
  set('[rel=icon]', 'href', icon('icon-192', 'noter-192'));
  set('[rel=apple-touch-icon]', 'href', icon('apple-touch-icon', 'noter-apple'));
  set('[name=apple-mobile-web-app-title]', 'content', neutral ? NEUTRAL_NAME : 'Tavlen');
  if (neutral) document.title = NEUTRAL_NAME;
  // Where there is no worker there are no notifications either.
  void (neutral ? globalThis.caches?.open(TOLD) : globalThis.caches?.delete(TOLD))?.catch(() => {});
}

export function lookNeutral(neutral: boolean): void {
  setMark('look', neutral ? 'neutral' : undefined);
  wear();
}
