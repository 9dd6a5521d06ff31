import { room } from '$lib/i18n';
import da from './words.da';

export const words = room(da, () => import('./words.en'));
