import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Meetings',
  coming: 'Coming meetings',
  noComing: 'No more meetings are arranged. Your consultant writes when there is one.',
  past: 'Meetings that have been',
  showPast: (n) => (n === 1 ? 'Show 1 meeting that has been' : `Show ${n} meetings that have been`),
  status: { planned: 'Arranged', held: 'Held', moved: 'Moved', cancelled: 'Cancelled', missed: 'Not held' },
  next: 'The next one',
  movedTo: (when) => `Moved to ${when}`,
};
export default en;
