import type { Words } from '$lib/i18n';
import type da from './words.da';

export default {
  title: 'Plans that will be deleted',
  intro: 'A plan that has ended is deleted when its time is over.',
  introTold: 'The citizen is told 30 days before.',
  introHold: 'If there is a complaint or a law suit, you can keep the plan for longer.',
  none: 'No plans will be deleted in the next 90 days.',
  goes: (day: string) => `Will be deleted on ${day}. The citizen has been told.`,
  soonest: (day: string) => `Will be deleted on ${day} at the soonest.`,
  held: (day: string) => `Kept until and including ${day}.`,
  heldBy: (name: string) => `${name} decided so.`,
  why: (words: string) => `Reason: ${words}`,
  whyLost: 'The reason was not in the backup. Write it again.',
  hold: 'Keep for longer',
  renew: 'Change the day or the reason',
  letGo: 'Keep no longer',
  of: (name: string) => `About ${name}`,
  reason: 'Why is the plan to be kept?',
  reasonHint: 'The citizen can read it.',
  until: 'Until and including which day?',
  untilHint: 'A year ahead at most. You can extend it later.',
  save: 'Keep the plan',
  saved: 'The plan is kept. The citizen is told.',
  gone: 'The plan is kept no longer. The citizen is told 30 days before it is deleted.',
} satisfies Words<typeof da>;
