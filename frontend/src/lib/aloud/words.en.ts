import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  read: 'Read aloud',
  reading: 'Reading aloud',
  pause: 'Pause',
  go: 'Read on',
  next: 'Next',
  slow: 'Slowly',
  stop: 'Stop',
  failed: 'The phone cannot read aloud right now. Try again in a while.',
};
export default en;
