import type da from './words.da';

const en: typeof da = {
  asked: 'They ask to be called',
  askedSince: (ago, due) => `Asked ${ago}. Answer by ${due}.`,
  today: 'Today, if possible',
  wished: 'It suits best:',
  spoke: 'We spoke',
  vain: 'No contact',
  giveTime: 'Give a time, or write',
  spokeDone: (name) => `${name} has an answer.`,
  vainDone: (name) => `The try is written down. ${name} still stands here.`,
  absence: 'Absence and deputy',
  absenceText: 'While you are away, your deputy answers. The citizen can see who. The access ends by itself.',
  whose: 'Who is away?',
  from: 'First day',
  to: 'Last day',
  deputy: 'Who answers meanwhile?',
  choose: 'Choose',
  save: 'Save',
  saved: 'The absence is saved',
  line: (name, from, to, deputy) =>
    `${name} is away from ${from} to ${to}, both included. ${deputy} answers.`,
  end: 'End now',
  ended: 'The absence has ended',
  none: 'No absence is written down.',
  missing: 'Choose days and a deputy.',
  reports: 'A citizen needs help now',
  reportLine: (name, ago, from) =>
    `${name} said ${ago} that somebody close is not good to them. ${from} works here no more.`,
  reportMine: (name, ago) => `${name} has told you something about their people ${ago}`,
  reportMore: 'Show more',
  reportDo: 'Give the citizen a new consultant, who can then see what was written.',
  reportLink: 'Change consultant',
  waiting: 'Somebody has waited long for an answer',
  waitLine: (name, ago, hours) =>
    `A citizen waits for an answer from ${name}. It began ${ago}, ${hours} working hours since.`,
};
export default en;
