import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  says: (name) => `${name} writes:`,
  meetings: (name) => `${name} comes to your meetings from that day on.`,
  tell: (name) => `What should ${name} know about you?`,
  hint: (name, day) => `Write what you like. Only ${name} sees it, from ${day}.`,
  hintNow: (name) => `Write what you like. Only ${name} sees it.`,
  save: 'Save',
  saved: 'It is saved',
  yours: (name) => `This is what ${name} should know:`,
  change: 'Change it',
  keep: 'Leave it',
};
export default en;
