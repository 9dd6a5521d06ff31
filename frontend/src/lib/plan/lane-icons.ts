/** The drawing of each part of life, 24×24, stroke only; passed to `Icon` as `path`. */
import type { Area } from '../api/types';
import { FIRST_ICONS } from '../ui/icons';
import { ROOMS_ICONS } from '../ui/rooms-icons';

export const LANE_ICONS: Record<Area, string> = {
  work: 'M4 8h16v11H4zM9 8V5h6v3M4 13h16M12 12v2',
  education: 'M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2zm0 0v14',
  body: FIRST_ICONS.heart,
  mind: ROOMS_ICONS.cloud,
  habits: 'M3 18h18M6 18a6 6 0 0 1 12 0M12 4v4M4 10l2 2M20 10l-2 2',
  home: 'M4 11 12 4l8 7M6 10v10h12V10M10 20v-5h4v5',
  money:
    'M12 8c0 1.7-2 3-4.5 3S3 9.7 3 8s2-3 4.5-3S12 6.3 12 8zM3 8v5c0 1.7 2 3 4.5 3M12 8v3M21 15c0 1.7-2 3-4.5 3S12 16.7 12 15s2-3 4.5-3 4.5 1.3 4.5 3zM12 15v3c0 1.7 2 3 4.5 3s4.5-1.3 4.5-3v-3',
  everyday: 'M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 9v4l3 2M3 6l3-3M21 6l-3-3',
  people: FIRST_ICONS.people,
  language: 'M4 5h9v8H9l-3 3v-3H4zM15 9h5v8h-2v3l-3-3h-4',
};
