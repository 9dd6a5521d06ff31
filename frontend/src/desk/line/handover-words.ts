import { room } from '$lib/i18n';
import da from './handover.da';

export const words = room(da, () => import('./handover.en'));
