import { room } from '$lib/i18n';
import da from './notices.da';

export const words = room(da, () => import('./notices.en'));
