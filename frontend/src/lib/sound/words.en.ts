import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Your voice message',
  asking: 'Say yes to letting the page use your microphone.',
  recording: 'Speak now. Press stop when you are done.',
  stop: 'Stop',
  time: (now, of) => `${now} of ${of}`,
  stopped: 'Listen first if you want. Press send when it is good.',
  full: 'The five minutes are over. You can send what you said.',
  found: 'You have a voice message that was not sent.',
  again: 'Record again',
  discard: 'Throw away',
  gone: 'The recording is thrown away.',
  write: 'Write instead',
  play: 'Listen',
  pause: 'Pause',
  where: 'How far along',
  sent: 'Your voice message is on its way.',
  cannotPlay: 'The sound cannot be heard here right now.',
  trouble: {
    refused: 'We may not use the microphone. Say yes in the phone’s settings, or write instead.',
    none: 'We cannot find a microphone. You can write instead.',
    old: 'This browser cannot record sound. You can write instead.',
    room: 'The phone has no room. Delete something else, and try again.',
    empty: 'No sound came along. Try again, or write instead.',
  },
};
export default en;
