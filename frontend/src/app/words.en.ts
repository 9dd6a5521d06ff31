import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  skip: 'Go to the content',
  nav: 'Menu',
  today: 'Today',
  board: 'Board',
  meetings: 'Meetings',
  messages: 'Messages',
  more: 'More',
  unread: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
  notHere: 'Nothing here',
  notHereText: 'The page does not exist, or it has moved.',
  home: 'Go to Today',
  roomFailed: 'The page could not be fetched. See whether you have a connection, and try again.',
};
export default en;
