import type { Words } from '../i18n';
import type da from './words.da';

export default {
  title: 'Your plan has ended',
  calls: (who: string, day: string) => `${who} calls you on ${day}.`,
  write: 'You can still write to us.',
  toWrite: 'Write a message',
  copy: 'Take a copy of it all',
  kept: (years: number) => `We keep the plan for ${years} years. Then it is deleted.`,
} satisfies Words<typeof da>;
