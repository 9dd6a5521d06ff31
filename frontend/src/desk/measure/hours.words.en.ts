import type { Words } from '$lib/i18n';
import type da from './hours.words.da';

const en: Words<typeof da> = {
  about: (name) => `${name} sees the same and can write too. A week that nobody told of is empty.`,
  goal: (name, amount) => `${name} has chosen a goal: ${amount} a week.`,
  write: 'Write hours',
  ended: (title, amount) => `${title} ended with ${amount} with pay a week.`,
  offer: (amount, weeks) => `Write ${amount} for ${weeks}`,
  offerLater: 'You can write the hours here when the week is over. They are not written by themselves.',
  year: 'The year before: no hours',
  from: 'From week',
  to: 'Up to and with week',
  toBefore: 'The last week lies before the first.',
  toMany: 'Write a year at a time at most.',
  hours: 'Hours with pay a week',
  hoursHint: 'Write 0 if there are none.',
  hoursWrong: 'Write a number of hours between 0 and 60.',
  who: 'Who says so?',
  said: (name) => `${name} said so`,
  know: 'I know it myself',
  save: 'Save',
  takeBack: 'Leave the weeks empty',
  saved: (weeks, amount) => `Saved. ${weeks}: ${amount}.`,
  empty: (weeks) => `${weeks} is empty now.`,
  undo: 'Undo',
};
export default en;
