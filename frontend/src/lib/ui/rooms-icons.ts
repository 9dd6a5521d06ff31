/** The line drawings that stand in rooms only, and come with what those stand on. */
import { ICONS } from './icons';

export const ROOMS_ICONS = {
  cloud: 'M7 18a4 4 0 0 1 0-8 5 5 0 0 1 10-1 4.5 4.5 0 0 1 0 9z',
  plus: 'M12 5v14M5 12h14',
  pen: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  star: 'M12 4l2.4 5 5.6.7-4 3.8 1 5.5-5-2.7L7 19l1-5.5-4-3.8L9.6 9z',
  walk: 'M13 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM9 21l2-6-2-3 2-5 4 1 2 4M11 15l3 2 1 4M9 8l-3 4',
  send: 'M4 12 20 4l-5 16-4-7z',
  aside: 'M4 7h16v4H4zM6 11v9h12v-9M10 15h4',
} as const;

/** Lets every `Icon` draw them from now on. */
export const drawRooms = () => Object.assign(ICONS, ROOMS_ICONS);
