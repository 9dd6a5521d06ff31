import { room } from '$lib/i18n';
import da from './hours.words.da';

export const words = room(da, () => import('./hours.words.en'));
