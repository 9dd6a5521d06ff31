import type { ROOMS_ICONS } from './rooms-icons';

/**
 * Our own line drawings, 24×24, stroke only: those of the first load, to which `rooms-icons.ts` adds what only rooms
 * draw. A room with drawings of its own passes `path` to `Icon`.
 */
export const FIRST_ICONS = {
  home: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM10 20v-6h4v6',
  board: 'M3 5h18M4 5v11h16V5M8 9h5M8 12h8M12 16v3M8 21l4-3 4 3',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3v5M15 3v5',
  speech: 'M4 5h16v11h-9l-4 4v-4H4z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  heart: 'M12 20C6 15 4 12 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 3-2 6-8 11z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4a3.5 3.5 0 0 1 0 7M18 14c2.5.5 4 2.5 4 6',
  phone: 'M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z',
  check: 'M5 13l4 4L19 7',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  pin: 'M12 21c-5-6-7-8-7-11a7 7 0 0 1 14 0c0 3-2 5-7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  bag: 'M5 8h14l1 13H4zM8 8a4 4 0 0 1 8 0',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
} as const;
export type IconName = keyof typeof FIRST_ICONS | keyof typeof ROOMS_ICONS;

export const ICONS: Partial<Record<IconName, string>> = FIRST_ICONS;
