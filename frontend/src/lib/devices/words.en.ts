import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'You are signed in here',
  text: 'If there is a phone you do not know, sign it out.',
  unknown: 'A phone or a computer',
  here: 'This phone',
  since: (day) => `Signed in ${day}.`,
  seen: (day) => `Last used ${day}.`,
  isNew: 'New phone',
  cameIn: (device, when) => `Somebody signed in as you on ${device} ${when}.`,
  aPhone: 'a new phone',
  notYou: 'Not you? Sign it out.',
  endIt: 'Sign it out',
  isMe: 'It is me',
  ended: 'It is signed out. Tell your consultant.',
  endedStaff: 'It is signed out. Tell your manager.',
  seeAll: 'See your phones',
  signOut: 'Sign out',
  signOutOf: (device) => `Sign out: ${device}`,
  signedOut: (device) => `${device} is signed out.`,
  others: 'Sign out on other phones',
  othersText: 'If you have lost a phone, use this button. It closes the address of your calendar too.',
  calendarDone: 'The address of your calendar is closed. You can make a new one under Reminders.',
  othersDone: (n) =>
    n === 0
      ? 'You were only signed in here.'
      : n === 1
        ? '1 other phone is signed out.'
        : `${n} other phones are signed out.`,
};
export default en;
