import type { Words } from '../i18n';
import type da from './words.da';

export default {
  ending: 'It is about to end',
  ended: 'It has ended',
  how: 'How was it for you?',
  why: 'Your own word belongs to it. It stands in your plan.',
  late: 'You had not answered yet. You may do it now.',
  without: 'It ended without your word.',
  came: 'What came of it',
  next: 'What now?',
  does: (who: string, day: string) => `${who} does it by ${day}.`,
  you: 'You',
  word: 'In your own words',
  say: 'Send',
  skip: 'I would rather say nothing',
  thanks: 'Thank you. It is kept.',
} satisfies Words<typeof da>;
