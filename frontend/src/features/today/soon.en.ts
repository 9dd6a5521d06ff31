import type { Words } from '$lib/i18n';
import type da from './soon.da';

const en: Words<typeof da> = {
  startsSoon: 'It begins soon',
  was: (name) => `Was it ${name}?`,
  story: 'May your story be told?',
  prepare: 'See what will happen',
  newest: 'Newest message',
  fromYou: 'You',
  writeTo: (name) => `Write to ${name}`,
  readAll: 'Read and answer',
  ringMe: 'Call me',
  since: 'Since you were last here',
  messages: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
  reminded: (n: number) => (n === 1 ? '1 reminder of a meeting' : `${n} reminders of meetings`),
  missed: (n: number) => (n === 1 ? '1 reminder did not reach you' : `${n} reminders did not reach you`),
  replied: (name) => `${name} has answered you about the plan`,
};
export default en;
