import type { Words } from './i18n.svelte';
import type da from './common.da';

const en: Words<typeof da> = {
  app: 'Tavlen',
  save: 'Save',
  saved: 'Saved',
  cancel: 'Cancel',
  close: 'Close',
  send: 'Send',
  edit: 'Change',
  tryAgain: 'Try again',
  why: 'Why',
  who: 'Who',
  where: 'Where',
  optional: 'If you like',
  loading: 'Loading …',
  you: 'You',
  forms: {
    in_person: 'We meet',
    walk: 'A walk',
    home_visit: 'At your home',
    workplace: 'At the workplace',
    phone: 'Phone',
    doctor: 'Along to the doctor',
    video: 'Video',
  },
  answers: { agree: 'I agree', talk: 'I want to talk about it', disagree: 'I disagree' },
  outbox: { waiting: 'Waiting for the net', sending: 'Sending', sent: 'Sent', failed: 'Could not be sent' },
  partial: (department) => (department ? `Time at ${department}` : 'Meeting'),
};
export default en;
