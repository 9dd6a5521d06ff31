import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Messages',
  with: (name) => `Messages with ${name}`,
  choose: 'Who do you want to write with?',
  unread: (n) => `${n} new`,
  empty: 'You have not written to each other yet. Just write.',
  you: 'You',
  says: (name) => `${name} writes`,
  waiting: 'Waiting for the net',
  sending: 'Sending',
  sent: 'Sent',
  seen: (name) => `Seen by ${name}`,
  noAnswer: (name) => `Read by ${name}. It needs no answer.`,
  failed: 'Could not be sent. See the top of the page.',
  autoReply: (when) => `Automatic reply ${when}:`,
  translated: 'Translated',
  write: (name) => `Write to ${name}`,
  mayNotWrite: 'You can read along here, but not write.',
  failedLoad: 'The messages could not be fetched.',
  sosTitle: 'Do you need help right away?',
  sosText: 'Messages are not read around the clock. Call instead:',
  sos112: 'Danger to life',
  sosDoctor: 'Out-of-hours doctor (lægevagten)',
  sosDoctorText: 'Call the out-of-hours doctor where you live. In the daytime it is your own doctor.',
  sosLife: 'Livslinien (crisis line)',
};
export default en;
