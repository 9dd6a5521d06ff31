import { room } from '$lib/i18n';
import da from './soon.da';

export const words = room(da, () => import('./soon.en'));
