import type { Words } from '$lib/i18n';
import type da from './end-words.da';

const en: Words<typeof da> = {
  end: 'End the plan',
  text: (name: string) => `The plan ends. ${name} is told, and one of you calls later.`,
  reason: 'Why does the plan end?',
  reasons: {
    job: 'Job',
    education: 'Education',
    pension: 'Pension',
    moved: 'Moved',
    own_wish: 'The citizen wants it',
    other: 'Something else',
    died: 'The citizen has died',
  },
  day: 'What is the last day of the plan?',
  who: (name: string) => `Who calls ${name} afterwards?`,
  when: 'On which day? (1 to 13 weeks later)',
  note: 'What should the caller know? The citizen can read it.',
  send: 'End the plan now',
  left: 'This comes first:',
  ended: (day: string) => `The plan has ended. The last day was ${day}.`,
  follow: (name: string, day: string) => `${name} calls on ${day}.`,
  reopen: 'Open the plan again',
  why: 'Why do you open the plan again? The citizen reads it.',
  keptEnd: 'The plan has ended.',
  keptOpen: 'The plan is open again.',
  missing: 'Write something here.',
  missingDay: 'Write a day.',
  missingWhat: 'Choose something here.',
};
export default en;
