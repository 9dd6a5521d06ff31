import type da from './words.da';

const en: typeof da = {
  ask: 'Who can see this?',
  onlyYou: 'Only you.',
  seenBy: (names) => `Can be seen by: ${names}.`,
  you: 'you',
  partly: (name) => `${name} (a part only)`,
  all: 'See it for the whole plan',
  wrong: 'This is wrong',
};
export default en;
