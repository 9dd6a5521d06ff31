import type { Words } from '$lib/i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'Who has seen plans',
  titleLeft: (n: number) => `Who has seen plans (${n})`,
  late: (n: number) =>
    n === 1
      ? '1 reading from before last week was not looked at.'
      : `${n} readings from before last week were not looked at.`,
  week: 'Week',
  weekOf: (from: string, left: number) => `From ${from}${left ? ` (${left} left)` : ''}`,
  intro: 'Look at each, and say whether there was a reason.',
  rules: [
    'First all who used emergency access.',
    'Then all who did not work with the citizen.',
    'The others are drawn by lot.',
    'The citizen can see that you have seen this.',
  ],
  of: (shown: number, of: number) => `${shown} of ${of} from the week.`,
  none: 'Nobody has seen plans in that week.',
  saw: (who: string, citizen: string) => `${who} saw ${citizen}’s plan`,
  glass: 'Emergency access',
  ties: { consultant: 'Consultant', deputy: 'Deputy', professional: 'On the plan' },
  lead: 'Not on the plan',
  odd: 'Outside working hours, too',
  times: (n: number, from: string, to: string) =>
    `${n === 1 ? 'Once' : `${n} times`}, ${from === to ? from : `from ${from} to ${to}`}`,
  reads: 'What the citizen reads:',
  why: (why: string) => `Reason: ${why}`,
  fine: 'Fine',
  ask: 'I ask',
  asked: 'What did you ask, and what was the answer?',
  askedHint: 'Do not write what stands in the plan.',
  missing: 'Write what you asked about.',
  keep: 'Save',
  saidFine: (who: string, when: string) => `Fine, says ${who} ${when}.`,
  saidAsked: (who: string, when: string) => `${who} asked ${when}:`,
  change: 'Correct',
  own: 'Another lead looks at your own.',
  kept: 'Saved.',
};
export default en;
