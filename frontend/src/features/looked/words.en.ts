import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Who has looked at my plan?',
  intro: 'Everybody who has seen something of your plan. The newest is at the top. It is kept in Danish.',
  who: 'Show',
  all: 'Everybody',
  own: 'One of your own people',
  none: 'Nobody has looked at your plan yet.',
  noneOf: 'There is nothing here.',
  why: (why: string) => `Reason: ${why}`,
  until: (when: string) => `Could read until: ${when}.`,
  gone: 'Somebody who is not here any more',
  more: 'Show what was before',
  offline: 'This can only be seen online.',
  wonder: 'Do you wonder?',
  wonderText: 'You may always ask why somebody looked at your plan.',
  ask: (name: string) => `Write to ${name}`,
  call: (phone: string) => `You can also call the municipality on ${phone} and talk to a manager.`,
  law: 'Nobody can delete anything here.',
};
export default en;
