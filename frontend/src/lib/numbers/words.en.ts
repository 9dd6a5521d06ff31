import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  looksLike: 'That looks like a CPR number. Do you want to hide it?',
  hide: 'Hide the number',
  keep: 'Keep it',
  hidden: 'The number is hidden.',
  kept: 'The number stays.',
};
export default en;
