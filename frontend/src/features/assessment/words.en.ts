import type { Words } from '$lib/i18n';
import type da from './words.da';

export default {
  title: 'Your talks',
  back: 'To meetings',
  none: 'There are no talks to show.',
  about: (n) =>
    n === 1
      ? 'You will talk with one person who can see what may help you.'
      : `You will talk with ${n} people who can see what may help you.`,
  day: (day) => `This is the day: ${day}`,
  with: (name) => `You talk with ${name}`,
  minutes: (n) => (n === 1 ? '1 minute' : `${n} minutes`),
  pause: (n) => `A break of ${n} minutes`,
  think: 'Think of this first, if you like',
  cancelled: 'Called off',
  see: 'See the meeting',
  along: 'You may bring someone. You choose who at each meeting.',
  noDiagnosis: 'Nobody asks for a diagnosis. It is about what you can do and what is hard.',
  stopped: (name) => `${name} has stopped the talks.`,
  opened: (name) => `${name} is now putting together what you talked about.`,
  without: 'Something is missing, and they do not wait for it:',
  drafted: 'There is a draft of your plan. Read it, and say what you think.',
  toDraft: 'See the draft',
  notes: 'What they wrote afterwards',
  notYet: 'They have not written anything yet.',
  by: (name) => `Written by ${name}`,
  whole: 'Read all of it',
  limits: 'What is hard?',
  means: 'What does that mean?',
  could: 'What can help?',
  ask: 'Does it fit?',
  changed: 'It was rewritten after you answered.',
  fits: 'It fits',
  notQuite: 'It does not quite fit',
  own: 'This is how it is for me',
  ownHint: 'You need not write anything.',
  send: 'Send your answer',
  you: 'You answered',
  other: 'Answer something else',
  sent: 'Your answer is sent.',
  share: 'Who may read it?',
  shareText: (name) =>
    `You and ${name} can read it. Those who talk with you can only read what they write themselves.`,
  shareAsk: 'May they read what the others write?',
  shareYes: 'Yes, they may read it',
  shareNo: 'No, not now',
  secret: (name) =>
    `Some of it may be written under special secrecy. ${name} reads that only if you say yes.`,
  shareOver: 'You can always change your mind.',
} satisfies Words<typeof da>;
