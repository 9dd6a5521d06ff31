import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  come: 'I will come',
  comeAnyway: 'I will come after all',
  cannot: 'I can’t come',
  youCome: 'You have said that you will come.',
  youCannot: 'You have said that you can’t come.',
  reasons: {
    sick: 'I am ill',
    child_sick: 'My child is ill',
    treatment: 'I have to see a doctor or go to hospital',
    work: 'I am at work or at a job interview',
    transport: 'The bus did not come, or the car broke down',
    overwhelmed: 'It is too much for me today',
    other: 'Something else',
  },
  wants: {
    phone: 'I would rather talk on the phone',
    walk: 'I would like to go for a walk instead',
    home_visit: 'Will you come to my home?',
    new_time: 'I would like a new time',
  },
  confirm: (name) => `${name} has been told. You will hear from ${name}. The meeting has not been moved yet.`,
  sentAt: (when) => `Sent ${when}`,
  notAnswered: (name) => `${name} has not answered yet`,
  due: (when) => `You can expect an answer by ${when}.`,
  says: (name) => `${name} answers`,
  waitsNet: (name) => `Waiting for a connection. If it is urgent, call ${name}.`,
  waitsShort: 'Waiting for a connection.',
  stuck: 'Could not be sent. See the top of the page.',
  call: (name) => `Call ${name}`,
  newTimes: (name) => `${name} proposes new times. Which one suits you?`,
  takeTime: (when) => `Choose ${when}`,
  timeTaken: (when) => `Your new time is ${when}.`,
  movedTo: (when) => `The meeting has been moved to ${when}`,
  more: 'More about the meeting',

  waiting: 'Waiting',
  waits: {
    times: (when, name) => `${name} proposes new times for the meeting ${when}. Choose one.`,
    answered: (name) => `${name} has answered your wish for a meeting.`,
    summary: (when) => `What you agreed ${when}: is it right?`,
    absence: (when, name) => `You can’t come ${when}. ${name} has not answered yet.`,
    pick_up: (when, name) => `You would like to be fetched ${when}. ${name} has not answered yet.`,
    request: (name) => `You have asked for a meeting. ${name} has not answered yet.`,
  },

  drives: 'I will drive',
  cannotAlong: 'I can’t',
  asked: (name) => `${name} would like you to come along.`,
  said: {
    comes: 'You have said that you will come.',
    drives: 'You have said that you will drive.',
    cannot: 'You have said that you can’t.',
  },
  told: (name) => `${name} can see your answer.`,
  leaves: (name) => `When do you fetch ${name}?`,
  leavesLater: 'I do not know yet',
  saveTime: 'Save the time',
  fetches: (when) => `You fetch ${when}.`,
};
export default en;
