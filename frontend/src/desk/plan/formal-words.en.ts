import type { Words } from '$lib/i18n';
import type da from './formal-words.da';

const en: Words<typeof da> = {
  cpr: 'CPR number for MitID',
  cprText: (name: string) => `With the number ${name} can sign in by MitID. It is never shown again.`,
  cprOther: (name: string) => `If you write another number than before, ${name} is signed out.`,
  number: 'CPR number',
  numberHint: 'Ten digits, with or without a dash.',
  keepNumber: 'Keep the number',
  keptNumber: 'The number is kept.',
  consent: 'Write a consent down',
  consentText: (name: string) => `${name} is told and can say whether it is so.`,
  what: 'What was said yes to?',
  how: 'How?',
  hows: { paper: 'On paper', spoken: 'Said to me' },
  on: 'On which day?',
  witness: 'Who saw it, and where is the paper?',
  interpreter: 'Who translated? (if anybody)',
  keepConsent: 'Keep the consent',
  keptConsent: 'The consent is on the plan.',
  missing: 'Write something here.',
  missingDay: 'Write a day.',
  missingWhat: 'Choose something here.',
};
export default en;
