import { room } from '$lib/i18n';
import da from './formal-words.da';

export const words = room(da, () => import('./formal-words.en'));
