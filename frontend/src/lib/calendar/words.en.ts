import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  put: 'Put in my calendar',
  putOffline: 'You can put the meeting in your calendar when there is net.',
  title: 'The meetings in your own calendar',
  text: 'Your own calendar can fetch the times from Tavlen by itself. If a meeting is moved or cancelled, it follows. That can take some hours.',
  secret:
    'The address is your own. Everyone who has it can see when you have meetings. The calendar lies with a company, such as Google or Apple.',
  make: 'Make an address',
  state: { on: 'Your calendar can fetch the meetings.', off: 'There is no address.' },
  add: 'Add to the calendar here',
  copy: 'Copy the address',
  copied: 'The address is copied. Put it into your calendar as a calendar from the net.',
  copyFailed: 'The address could not be copied. Mark it and copy it yourself.',
  address: 'The address',
  titles: 'What shall the calendar say?',
  choice: { neutral: 'Only the word “Appointment”', full: 'What the meeting is, and where' },
  fullHint: 'What is private is never there, nor why you meet.',
  renew: 'Make a new address',
  renewHint: 'The old one stops working when you have made a new one.',
  renewed: 'You have a new address. The old one does not work any more.',
  off: 'Remove the address',
  removed: 'The address is removed. The meetings leave your calendar when it finds out.',
  made: 'Now there is an address.',
  chosen: 'It is saved.',
};
export default en;
