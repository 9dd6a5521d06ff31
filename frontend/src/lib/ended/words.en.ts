import type { Words } from '../i18n';
import type da from './words.da';

export default {
  title: 'Your plan has ended',
  theirs: 'The plan has ended. You can still see what is shared with you.',
  ahead: (who: string, day: string) => `${who} calls you on ${day}.`,
  today: (who: string, _day: string) => `${who} calls you today.`,
  past: (who: string, day: string) => `${who} was to call you on ${day}.`,
  talked: (who: string, day: string) => `${who} talked with you on ${day}.`,
  notYet: 'Have you not talked? Then write to us.',
  wrote: (who: string) => `${who} wrote:`,
  write: 'You can still write to us. We answer you.',
  toWrite: 'Write a message',
  copy: 'Get a copy of it all',
  wrong: 'Something does not work',
  agree: 'Do you agree? Say so here.',
  kept: (years: number) => `We keep the plan for ${years} years. Then it is deleted.`,
  goes: (day: string) => `Your plan will be deleted on ${day}.`,
  copyNow: 'Get your copy now.',
  held: (day: string) => `The municipality keeps the plan until and including ${day}.`,
} satisfies Words<typeof da>;
