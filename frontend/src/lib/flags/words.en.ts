import type { Words } from '../i18n';
import type da from './words.da';

export default {
  category: {
    body: 'My body hurts',
    tasks: 'The tasks do not suit me',
    people: 'I have a hard time with somebody',
    thoughts: 'I feel bad inside',
    transport: 'I cannot get there',
    time: 'The time does not suit me',
    unclear: 'I do not know what to do',
    other: 'Something else',
  },
  title: 'Something is not working',
  waitsNet: 'It is kept on the phone. It is sent as soon as there is a connection.',
  stuck: 'It could not be sent.',
  has: (names: string) => `${names} has been told.`,
  seesBy: (name: string, when: string) => `${name} looks at it by ${when}.`,
  notSeen: 'It has not been seen yet.',
  told: (names: string) => `We have told ${names}, too.`,
  nobody: 'There is nobody to tell right now. Call the municipality.',
  seen: (name: string, when: string) => `${name} saw it ${when}.`,
  answersBy: (name: string, when: string) => `${name} answers by ${when}.`,
  late: 'The answer is late.',
  changed: (name: string) => `${name} has changed something.`,
  helped: 'It helped',
  asked: 'Did it help?',
  closed: 'You said that it helped.',
  and: 'and',
  more: 'See more, and answer',
  you: 'You',
  waiting: 'Waiting for a connection',
} satisfies Words<typeof da>;
