import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'One step at a time',
  heavyTitle: 'Just this today',
  next: 'Your next step',
  partOf: (title) => `On the way to: ${title}`,
  done: 'It is done',
  again: 'Done today',
  notToday: 'Not today',
  tooHard: 'It is too hard',
  wellDone: 'Well done!',
  undo: 'I pressed by mistake',
  undone: 'The tick is taken away.',
  nextOne: 'Show the next step',
  skipped: 'That is quite all right. Here is another step.',
  skippedLast: 'That is quite all right. Tomorrow is a new day.',
  smaller: 'What is a smaller bit of it?',
  smallerHint: 'So small that you can do it today. For example “Find my shoes”.',
  smallerMissing: 'Write a few words first.',
  smallerAdd: 'Take the small bit first',
  smallerDone: 'Now the small bit is your next step.',
  due: (day) => `By ${day}`,
  own: 'Write a small step yourself',
  which: 'Which goal does it belong to?',
  nothing: 'There are no more steps today.',
  nothingText: 'You can rest. Or you can write a small step yourself.',
  heavy: 'It is a heavy day',
  heavyText:
    'Then we show only one step, and the way to your consultant. Meetings today and tomorrow are still here. Tomorrow all is as before.',
  light: 'Show the whole day again',
  heavyOn: 'Now you see only what matters most.',
  questions: (n) =>
    (n === 1 ? '1 question about meetings waits' : `${n} questions about meetings wait`) + ' for your answer',
  changes: (n) => (n === 1 ? '1 change waits for your answer' : `${n} changes wait for your answer`),
  write: (name) => `Write to ${name}`,
  board: 'To the board',
};
export default en;
