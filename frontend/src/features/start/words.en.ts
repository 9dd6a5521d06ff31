import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Welcome',
  hello: 'Hello, and welcome to Tavlen.',
  helloText: 'Here is your plan. You can see your goals and meetings, and write to your consultant.',
  enter: 'Go in to Tavlen',
  entering: 'Opening …',
  phoneOnly: 'The link works only once. Press only if this is your own phone.',
  wrongTitle: 'The link no longer works',
  wrongText: 'It may have been used, or it has become too old. It is not your fault.',
  wrongDo: 'Ask your consultant for a new one. You can also write a code you were given.',
  toCode: 'Write a code',
  already: (name) => `You are already in as ${name}.`,
  goOn: 'Go on',
  expired: 'You have been signed out because a long time has passed.',
  expiredWaiting: 'What you wrote is still here. It is sent when you are in again.',
  frontText: 'Tavlen is your plan on your phone. You come in with a link or a code from your consultant.',
  code: 'Your code',
  codeHint: 'It looks like this: ABC-DEF-GHJ. Capital and small letters are equally good.',
  codeMissing: 'Write the code first.',
  noCode: 'No code?',
  noCodeText: 'Call your consultant and ask for one. It takes a moment.',
};
export default en;
