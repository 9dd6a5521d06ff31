import { room } from '$lib/i18n';
import da from './thread-words.da';

export const words = room(da, () => import('./thread-words.en'));
