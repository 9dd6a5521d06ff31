/** What life areas and statuses are called; apart from `common.ts`, for today's page says none of them. */
import { room } from './i18n.svelte';
import da from './names.da';

export const names = room(da, () => import('./names.en'));
