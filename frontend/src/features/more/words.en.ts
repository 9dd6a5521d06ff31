import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'More',
  push: 'Notifications on the phone',
  pushText:
    'The phone tells you when there is something new. No names or subjects ever stand on the lock screen.',
  pushState: {
    starting: 'Looking …',
    none: 'This browser cannot notify you. You can always see what is new here in Tavlen.',
    'install-first': 'On an iPhone, Tavlen must first be on the home screen.',
    blocked: 'You have said no to notifications in the browser. You can say yes again in its settings.',
    off: 'You are not notified on this phone.',
    on: 'You are notified on this phone.',
  },
  pushOn: 'Tell me when there is something new',
  pushBusy: 'Turning on …',
  pushOff: 'Do not tell me any more',
  pushTest: 'Send a test',
  pushTested: (n) => (n === 1 ? 'A test is on its way to 1 phone.' : `A test is on its way to ${n} phones.`),
  pushNone: 'The test has nowhere to go. Turn it on again.',
  pushTurnedOn: 'Now you will be told.',
  pushTurnedOff: 'Now you will not be told any more.',
  pushNoAnswer:
    "The phone's notification service did not answer. Try again later. You can see what is new here in Tavlen.",
  ios: 'How to do it on an iPhone',
  iosSteps: [
    'Press Share at the bottom of the screen (the square with an arrow up).',
    'Scroll down and press “Add to Home Screen”.',
    'Press “Add”.',
    'Open Tavlen from the home screen and come back here.',
  ],
  look: 'How Tavlen looks',
  size: 'Size of the text',
  sizes: { normal: 'Normal', large: 'Large', xlarge: 'Very large' },
  language: 'Language',
  languages: { da: 'Dansk', en: 'English' },
  languageFailed: 'The language could not be fetched. Try again when there is a connection.',
  consultant: 'My consultant',
  call: (name) => `Call ${name}`,
  write: (name) => `Write to ${name}`,
  hours: (hours) => `Can be reached: ${hours}`,
  whole: 'My people, what I agree to, and all else in my plan',
  people: 'My people',
  reminders: 'Reminders',
  help: 'What help is there?',
  changes: 'Changed in the plan',
  paper: 'The plan on paper',
  history: 'The plan’s history',
  signOut: 'Sign out',
  signOutText:
    'When you sign out, everything is deleted from this phone. The plan stays with the municipality.',
  others: 'Sign out on other phones',
  othersText: 'If you have lost a phone, use this button. It closes the address of your calendar too.',
  calendarDone: 'The address of your calendar is closed. You can make a new one under Reminders.',
  othersDone: (n) =>
    n === 0
      ? 'You were only signed in here.'
      : n === 1
        ? '1 other phone is signed out.'
        : `${n} other phones are signed out.`,
  waitingTitle: 'Something has not been sent yet',
  waitingText: (n) => (n === 1 ? '1 thing is waiting to be sent.' : `${n} things are waiting to be sent.`),
  sendFirst: 'Send first, then sign out',
  sendFailed: 'It could not be sent right now. It is still here.',
  throwAway: 'Throw it away and sign out',
  stay: 'Stay here',
  municipality: 'The municipality',
  accessibility: 'Accessibility',
  phone: (phone) => `Main number: ${phone}`,
};
export default en;
