import type { Words } from '$lib/i18n';
import type da from './protection-words.da';

const en: Words<typeof da> = {
  title: 'Protected address',
  off: (name: string) =>
    `If ${name} has a protected address, say so here. No contact is told then where or with whom you meet.`,
  set: 'The address is protected',
  on: (name: string) =>
    `${name} has a protected address. Contacts do not see the place, the department or who holds a meeting.`,
  closed: (name: string) => `${name} cannot invite anybody before you have talked about it.`,
  open: (name: string) => `You have talked about it. ${name} can invite, and is warned first.`,
  allow: 'We have talked about it',
  close: 'Close for invitations',
  unset: 'The address is protected no more',
  sure: (name: string) => `${name}'s contacts can then see again where you meet. Is that right?`,
  yes: 'Yes, that is right',
  no: 'No',
};
export default en;
