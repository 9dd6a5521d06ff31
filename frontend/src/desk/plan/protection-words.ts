import { room } from '$lib/i18n';
import da from './protection-words.da';

export const words = room(da, () => import('./protection-words.en'));
