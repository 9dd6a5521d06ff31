import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  log: 'The conversation',
  today: 'Today',
  yesterday: 'Yesterday',
  older: 'Show older messages',
  fetching: 'Fetching older messages',
  newer: 'Show newer messages',
  newest: 'Go to the newest',
  unread: 'New since last time',
  youRecalled: 'You took a message back',
  recalled: (name) => `${name} took a message back`,
  corrected: (when) => `Corrected ${when}`,
  before: 'See what it said before',
  correct: 'Correct',
  correctThat: (when) => `Correct your message ${when}`,
  needsNet: 'This needs the net. Try again in a moment.',
  mood: { happy: 'Happy', okay: 'Okay', tired: 'Tired', worried: 'Worried', sad: 'Sad', angry: 'Angry' },
  search: 'Search the conversation',
  quick: 'Quick answers',
  takeOut: 'Keep the conversation',
};
export default en;
