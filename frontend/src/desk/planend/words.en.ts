import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'The end of the plan',
  end: 'End the plan',
  endOf: (name: string) => `End the plan with ${name}`,
  reopenOf: (name: string) => `Open the plan with ${name} again`,
  back: (name: string) => `To the plan with ${name}`,
  onWay: 'Back to: End the plan',
  onlyConsultant: 'Only the consultant can end the plan or open it again.',

  what: 'This happens when the plan ends',
  then: {
    told: (name: string) => `${name} is told on the phone who calls, and when.`,
    reads: (name: string) => `${name} can still read everything, write to you and get answers.`,
    nothing: (_name: string) =>
      'You cannot make new agreements, meetings and efforts before the plan is opened again.',
    queue: (_name: string) => 'Whoever is to call finds it in the queue on the day.',
  },
  reason: 'Why does the plan end?',
  reasons: {
    job: 'Job',
    education: 'Education',
    pension: 'Pension',
    moved: 'Moved',
    own_wish: 'The citizen wants it',
    other: 'Something else',
    died: 'The citizen has died',
  },
  day: 'What is the last day of the plan?',
  who: (name: string) => `Who calls ${name} afterwards?`,
  whoHint: 'It is a talk about how things are going. A message is not enough.',
  when: (name: string) => `When is ${name} called? (1 to 13 weeks later)`,
  within: (from: string, to: string) => `Choose a day from ${from} to ${to}.`,
  note: 'What should the caller know? (may be empty)',
  noteHint: (name: string) => `${name} can read it.`,
  sorry: 'We are sorry to hear that.',
  quiet: (name: string) => `You need not write any more. Nobody is to call, and nothing is sent to ${name}.`,
  send: 'End the plan now',

  left: (n: number) => (n === 1 ? '1 thing comes first' : `${n} things come first`),
  comeBack: 'What you have written here is kept meanwhile.',
  other: (who: string) =>
    who ? `${who} is the one who can do that.` : 'A colleague is the one who can do that.',
  allDone: 'All of it is settled now',
  tryAgain: 'Press End the plan now again.',

  ended: 'The plan has ended.',
  lastDay: (day: string) => `The last day was ${day}.`,
  because: (reason: string) => `Reason: ${reason}.`,
  calls: {
    ahead: (who: string, day: string, name: string) => `${who} calls ${name} on ${day}.`,
    today: (who: string, _day: string, name: string) => `${who} calls ${name} today.`,
    past: (who: string, day: string, name: string) =>
      `${who} was to call ${name} on ${day}. No talk has been written down.`,
    talked: (who: string, day: string, name: string) => `${who} talked with ${name} on ${day}.`,
  },
  stillWrites: (name: string) => `${name} can still write.`,
  closed: 'New agreements can be made once the plan is open again.',
  reopen: 'Open the plan again',
  reopenText: (name: string) =>
    `All goes on from where it was. ${name} is told, and nobody calls on the day.`,
  why: 'Why do you open the plan again?',
  whyHint: (name: string) => `${name} reads it.`,
  missingWhy: 'Write why the plan is opened again.',
  keptEnd: 'The plan has ended.',
  keptOpen: 'The plan is open again.',
  missingDay: 'Write a day, such as 1.12.',
  missingReason: 'Choose why the plan ends.',
  missingWho: 'Choose who calls.',
};
export default en;
