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
  noAnswer: 'Needs no answer',
  noAnswerDone: 'The message needs no answer. The citizen can see that it was read.',
  noAnswerBy: (name) => `${name} said that it needs no answer.`,
  noAnswerUndo: 'Undo: it shall have an answer',
  answerNeeded: 'The message waits for an answer again.',
  keepReply: 'Keep what I have written',
  translate: 'Write a translation',
  translateAgain: 'Write the translation anew',
  translation: (language) => `The same in ${language}`,
  translationHint:
    'Write what an interpreter, or somebody who knows the language, translated. It stands beside the message.',
  keepTranslation: 'Keep the translation',
  translated: 'The translation is kept.',
};
export default en;
