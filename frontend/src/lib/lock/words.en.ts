import type { Words } from '../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'What others see on your phone',
  neutralText: 'The app can be called Noter. Then its name, icon and notifications say nothing.',
  isNeutral: 'The app is called Noter on this phone.',
  isOurs: 'The app is called Tavlen again on this phone.',
  again: 'Is the app on your home screen? Delete the icon and put it there again.',
  toNeutral: 'Call the app Noter',
  toOurs: 'Call the app Tavlen again',
  exit: 'Hide the page quickly',
  exitText: 'Press Hide at the top of the page. With a keyboard: press Shift three times.',
  exitBack: 'Then an empty page is shown. Press Åbn when you want to come back.',
  history: 'The browser’s history may still show that you were here.',
};
export default en;
