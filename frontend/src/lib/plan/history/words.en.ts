import type { Words } from '../../i18n';
import type da from './words.da';

const en: Words<typeof da> = {
  title: 'The plan’s history',
  intro: 'Everything that happened to the plan. The newest is at the top. It is kept in Danish.',
  none: 'Nothing has happened yet.',
  why: 'Why',
  then: 'See the plan as it was',
  more: 'Show what was before',
  offline: 'The history can only be read online.',
  thenTitle: 'The plan as it was',
  thenText: (when: string) => `This is how the plan looked ${when}. Here you can only read.`,
  back: 'To the history',
  dream: 'The dream',
  goals: 'Goals',
  steps: 'Steps',
  efforts: 'Support',
  agreements: 'Agreements',
  meetings: 'Meetings',
  strengths: 'What I’m good at',
  challenges: 'What is hard',
  helps: (what: string) => `What helps: ${what}`,
  promise: (name: string, text: string) => (name ? `${name}: ${text}` : text),
  empty: 'There was nothing on the plan.',
};
export default en;
