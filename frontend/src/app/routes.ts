/** Which room each path opens. Only the front door and today are in the first load; every other room is fetched. */
import type { Component } from 'svelte';
import { once } from '$lib/nav';
import Today from '../features/today/Today.svelte';

export interface RoomProps {
  /** What the path names: the id of a goal, the code of a sign-in link. */
  param: string;
}
/** Some rooms take the path's part and some take nothing; the shell hands it to all. */
type Room = Component<never>;
export type NavName = 'today' | 'board' | 'meetings' | 'messages' | 'more';

/** The three who sign in. */
export type Who = 'citizen' | 'contact' | 'staff';
/** Rooms of the plan that a contact has too; what he sees in them is what the server gives him. */
const BOTH: readonly Who[] = ['citizen', 'contact'];

export interface Route {
  pattern: RegExp;
  /** Open to those who are not signed in. */
  open?: boolean;
  /** Whose room it is, when it is not the citizen's alone. */
  who?: readonly Who[];
  /** The tab that stands for it; where there is none it is "Mere". */
  tab?: NavName;
  room: () => Room | Promise<{ default: Room }>;
}

/** A room that is not in the first load. The citizen's are one file: together they compress to much less than apart. */
const among =
  <M>(file: () => Promise<M>) =>
  (name: keyof M) =>
  async (): Promise<{ default: Room }> => ({ default: (await file())[name] as Room });
const later = among(once(() => import('./rooms')));
const own = among(once(() => import('./own')));

const flag = () => import('../features/flag/Flag.svelte');
const people = () => import('../features/people/People.svelte');
/** How far it has come: fetched when it is opened, and from then on of use without net. */
const measure = () => import('../features/measure/Measure.svelte');
/** The talks of an assessment, which few have: fetched as the one above. */
const talks = () => import('../features/assessment/Assessment.svelte');

export const ROUTES: readonly Route[] = [
  { pattern: /^\/ind\/([^/]+)$/, open: true, room: () => import('../features/start/SignIn.svelte') },
  { pattern: /^\/$/, open: true, room: () => import('../features/start/Front.svelte') },
  { pattern: /^\/i-dag$/, tab: 'today', who: BOTH, room: () => Today },
  { pattern: /^\/skridt$/, tab: 'today', room: later('OneStep') },
  { pattern: /^\/tavlen$/, tab: 'board', who: BOTH, room: later('Board') },
  { pattern: /^\/tavlen\/tid$/, tab: 'board', who: BOTH, room: later('Time') },
  { pattern: /^\/maal\/([\w-]+)$/, tab: 'board', who: BOTH, room: later('Goal') },
  { pattern: /^\/moeder$/, tab: 'meetings', who: BOTH, room: later('Meetings') },
  { pattern: /^\/moeder\/spoerg$/, tab: 'meetings', room: later('Ask') },
  { pattern: /^\/moeder\/([\w-]+)$/, tab: 'meetings', who: BOTH, room: later('Meeting') },
  { pattern: /^\/moeder\/([\w-]+)\/afbud$/, tab: 'meetings', room: later('Cannot') },
  { pattern: /^\/paamindelser$/, tab: 'meetings', who: BOTH, room: later('Reminders') },
  { pattern: /^\/beskeder$/, tab: 'messages', room: later('Messages') },
  { pattern: /^\/ring-mig$/, tab: 'messages', room: later('RingMe') },
  { pattern: /^\/virker-ikke(?:\/([\w-]+))?$/, tab: 'today', room: flag },
  { pattern: /^\/aendringer$/, tab: 'today', room: later('Changes') },
  { pattern: /^\/plan$/, room: later('Whole') },
  { pattern: /^\/papir$/, who: BOTH, room: later('Paper') },
  { pattern: /^\/historie(?:\/([\w-]+))?$/, room: own('History') },
  { pattern: /^\/hvem-har-set$/, room: own('Looked') },
  { pattern: /^\/mine-data$/, room: own('Mine') },
  { pattern: /^\/min-historie$/, tab: 'today', room: own('Story') },
  { pattern: /^\/hvor-langt$/, room: measure },
  { pattern: /^\/udredning$/, tab: 'meetings', room: talks },
  // The last part of an entry's address is a number made from its code: what one looked at stands in nobody's history.
  { pattern: /^\/hjaelp(?:\/([\w-]+))?$/, tab: 'board', room: later('Help') },
  { pattern: /^\/forbered\/([\w-]+)$/, tab: 'today', room: later('Prepare') },
  { pattern: /^\/mere$/, who: [...BOTH, 'staff'], room: later('More') },
  // One's people and an invitation: fetched when they are opened, and only with net.
  { pattern: /^\/mine-folk(\/.*)?$/, who: BOTH, room: people },
  { pattern: /^\/(?:invitation|ros)\/([^/]+)$/, open: true, room: people },
  { pattern: /^\/bord(?:\/.*)?$/, who: ['staff'], room: () => import('../desk/Desk.svelte') },
];

/** Whether somebody may stand in a room; who may not is led to his own first page. */
export const mayOpen = (route: Route, who: Who): boolean =>
  !!route.open || (route.who ?? ['citizen']).includes(who);

export function routeOf(path: string): { route: Route; param: string } | undefined {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (match) return { route, param: match[1] ?? '' };
  }
  return undefined;
}
