import type { Words } from '../i18n';
import type da from './screen.da';

const en: Words<typeof da> = {
  title: 'Enter your code',
  code: 'Code of 6 digits',
  closed: 'That did not work. Close the app, and open it again.',
  six: 'The code has 6 digits.',
  open: 'Unlock',
  opening: 'Unlocking …',
  useKey: 'Unlock with a key',
  notKey: 'That did not work. Try again, or enter your code.',
  erase: 'Delete a digit',
  wrong: (left) =>
    left === 1
      ? 'The code is wrong. You have 1 try left.'
      : `The code is wrong. You have ${left} tries left.`,
  ten: 'After 10 wrong codes everything on the phone is deleted.',
  forgot: 'I have forgotten the code',
  forgotText: 'Then you need a new code from your consultant.',
  forgotPlan: 'Everything on the phone is deleted first. Your plan stays with the municipality.',
  waiting: (n) =>
    n === 1
      ? '1 thing has not been sent. It will be lost.'
      : `${n} things have not been sent. They will be lost.`,
  empty: 'Delete everything on the phone',
  back: 'Back',
  wiped: 'The phone is empty',
  wipedText: 'Nothing lies here any more. Get a new code from your consultant.',
  front: 'Enter a new code',
};
export default en;
