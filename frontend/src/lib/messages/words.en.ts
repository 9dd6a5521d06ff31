import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  photo: 'Take a picture',
  record: 'Record a message',
  play: (seconds) => `Listen to this, ${seconds} s`,
  oldVoice: (seconds) => `Voice, ${seconds} s`,
  oldPhoto: 'Picture',
  large: (text) => `Show large: ${text}`,
  notHere: 'It is not on your phone yet. Try again when there is net.',
  sent: 'Your message is on its way.',
  written: 'As it was written:',
  inLanguage: (language: string) => `In ${language}:`,
  translatedBy: (name: string) => `${name} had it translated.`,
  byMachine: 'A machine translated it. There may be mistakes.',
};
export default en;
