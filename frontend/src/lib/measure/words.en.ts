import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'How far have I come?',
  about:
    'You answer with a number from 0 to 10. You may skip. You may stop when you like. Only you know how it is.',
  who: 'Your consultant can read your answers. Your people cannot.',
  start: 'Answer now',
  goOn: 'Go on answering',
  none: 'You have not answered yet.',
  noneOf: 'Nobody has answered yet.',
  questions: {
    belief_in_work: 'How much do you believe that you can get a job?',
    own_strengths: 'How well do you know what you are good at?',
    job_knowledge: 'How well do you know which jobs might suit you?',
    next_step: 'How clear is your next step to you?',
    moving_towards_work: 'How often do you do something that brings you closer to a job?',
    working_with_others: 'How is it going with working together with others?',
    managing_health: 'How well do you make everyday life work with your health?',
    energy: 'How much energy do you have in everyday life?',
    support: 'How much support do you have from people around you?',
  },
  step: (n, of) => `Question ${n} of ${of}`,
  value: 'Your number',
  at0: 'Not at all',
  at5: 'In between',
  at10: 'Completely',
  unset: 'Not chosen yet',
  choose: 'Move the dot, or skip.',
  last: (value, day) => `You said ${value} on ${day}.`,
  notch: 'What would it take to move one notch up?',
  notchHint: 'Write only if you want to.',
  save: 'Save',
  skip: 'Skip',
  stop: 'Stop here',
  thanks: 'Thank you. Your answers are saved.',
  stopped: 'What you have answered is saved.',
  waits: 'Waiting for a connection. It is sent by itself.',
  you: 'You',
  others: 'Show the others’ answers too',
  hide: 'Show only my answers',
  othersText: 'It is something to talk about. No answer is the right one.',
  moved: (from, to) =>
    to === from
      ? `${from} before, and ${to} now.`
      : `From ${from} to ${to}. ${Math.abs(to - from)} ${Math.abs(to - from) === 1 ? 'notch' : 'notches'} ${to > from ? 'up' : 'down'}.`,
  only: (value) => `${value} of 10.`,
  graph: (name) => `Line for ${name}`,
  said: (name, points) => `${name}: ${points}.`,
  point: (value, day) => `${value} on ${day}`,
  table: 'The numbers in a table',
  day: 'Day',
  oneUp: (text) => `One notch up: ${text}`,
};
export default en;
