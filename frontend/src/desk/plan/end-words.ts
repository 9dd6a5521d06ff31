import { room } from '$lib/i18n';
import da from './end-words.da';

export const words = room(da, () => import('./end-words.en'));
