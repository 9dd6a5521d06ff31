/** Words that more than one room says. */
import { room } from './i18n.svelte';
import da from './common.da';

export const common = room(da, () => import('./common.en'));
