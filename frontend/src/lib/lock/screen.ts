/** The words of the locked screen: they come with it, without net too. */
import { room } from '../i18n';
import da from './screen.da';

export const words = room(da, () => import('./screen.en'));
