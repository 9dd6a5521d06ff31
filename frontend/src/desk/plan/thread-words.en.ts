import type { Words } from '$lib/i18n';
import type da from './thread-words.da';

const en: Words<typeof da> = {
  sendTo: (name) => `Send to ${name}`,
  hard: (lix) => `The text is hard to read (LIX ${lix}). Try shorter sentences.`,
  plainer: (word, plain) => `Better write "${plain}" than "${word}".`,
  replies: 'My saved replies',
  noReplies: 'You have none yet. Write a message and keep it here.',
  useReply: (title) => `Use the reply ${title}`,
  dropReply: (title) => `Delete the reply ${title}`,
  drop: 'Delete',
  replyTitle: 'What shall the reply be called?',
  keepReply: 'Keep what I have written',
};
export default en;
