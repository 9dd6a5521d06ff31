import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  leave: 'Hide',
  label: 'Hide the page now. You can also press Shift three times.',
};
export default en;
