/** Which room each path opens. Only the front door and today are in the first load; every other room is fetched. */
import type { Component } from 'svelte';
import Today from '../features/today/Today.svelte';

export interface RoomProps {
  /** What the path names: the id of a goal, the code of a sign-in link. */
  param: string;
}
/** Some rooms take the path's part and some take nothing; the shell hands it to all. */
type Room = Component<never>;
export type NavName = 'today' | 'board' | 'meetings' | 'messages' | 'more';

export interface Route {
  pattern: RegExp;
  /** Open to those who are not signed in. */
  open?: boolean;
  /** Only staff: everyone else is shown his own first page. */
  staff?: boolean;
  /** The tab that stands for it. */
  tab?: NavName;
  room: () => Room | Promise<{ default: Room }>;
}

export const ROUTES: readonly Route[] = [
  { pattern: /^\/ind\/([^/]+)$/, open: true, room: () => import('../features/start/SignIn.svelte') },
  { pattern: /^\/$/, open: true, room: () => import('../features/start/Front.svelte') },
  { pattern: /^\/i-dag$/, tab: 'today', room: () => Today },
  { pattern: /^\/skridt$/, tab: 'today', room: () => import('../features/step/OneStep.svelte') },
  { pattern: /^\/tavlen$/, tab: 'board', room: () => import('../features/board/Board.svelte') },
  { pattern: /^\/tavlen\/tid$/, tab: 'board', room: () => import('../features/board/Time.svelte') },
  { pattern: /^\/maal\/([\w-]+)$/, tab: 'board', room: () => import('../features/plan/Goal.svelte') },
  { pattern: /^\/moeder$/, tab: 'meetings', room: () => import('../features/meetings/Meetings.svelte') },
  { pattern: /^\/beskeder$/, tab: 'messages', room: () => import('../features/messages/Messages.svelte') },
  { pattern: /^\/aendringer$/, tab: 'today', room: () => import('../features/plan/Changes.svelte') },
  { pattern: /^\/plan$/, tab: 'more', room: () => import('../features/plan/Whole.svelte') },
  { pattern: /^\/papir$/, tab: 'more', room: () => import('../features/paper/Paper.svelte') },
  {
    pattern: /^\/historie(?:\/([\w-]+))?$/,
    tab: 'more',
    room: () => import('../features/history/History.svelte'),
  },
  { pattern: /^\/mere$/, tab: 'more', room: () => import('../features/more/More.svelte') },
  { pattern: /^\/bord(?:\/.*)?$/, staff: true, room: () => import('../desk/Desk.svelte') },
];

export function routeOf(path: string): { route: Route; param: string } | undefined {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (match) return { route, param: match[1] ?? '' };
  }
  return undefined;
}
