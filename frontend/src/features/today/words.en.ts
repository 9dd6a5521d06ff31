import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Today',
  greeting: { morning: 'Good morning', day: 'Hello', evening: 'Good evening' },
  hello: (greeting, name) => `${greeting}, ${name}`,
  today: 'Today',
  todayOf: (name) => `Today for ${name}`,
  nothing: 'There is nothing in the calendar today.',
  nothingAlong: 'There is nothing you come along to today.',
  nothingText: 'That is all right. You can take a small step if you feel like it.',
  pause: (why) => `Pause: ${why}`,
  isThere: (names) => `${names} is there.`,
  nextStep: 'A small step',
  wellDone: 'Well done!',
  another: 'Show another step',
  oneStep: 'One step at a time',
  stepOf: (goal) => `It belongs to: ${goal}`,
  notWorking: 'Something is not working',
  noStep: 'There is nothing you need to reach right now. Enjoy it.',
  allChanges: 'See everything that has changed',
  more: (n) => (n === 1 ? '1 more thing has changed' : `${n} more things have changed`),
};
export default en;
