import type { Words } from '$lib/i18n';
import type da from './words.da';

export default {
  title: 'Before you talk',
  contact: 'Last in touch',
  how: {
    message: 'message',
    call: 'phone call',
    meeting: 'meeting',
    visit: 'visit',
    letter: 'letter',
    answer: 'answer in the plan',
  },
  by: (when, how, name) => `${when}: ${how}${name && ` · ${name}`}`,
  noContact: 'You cannot see any contact yet.',
  ours: 'We have promised',
  theirs: (name) => `${name} has promised`,
  due: (day) => `by ${day}`,
  late: (day) => `was due ${day}`,
  more: (n) => `and ${n} more`,
  mood: 'Mood',
  score: (n) => `${n} of 10`,
  flags: 'Does not work',
  unseen: 'not seen yet',
  end: 'Ends next',
  ends: (day) => `ends ${day}`,
  ended: (day) => `should have been ended ${day}`,
  something: 'An effort',
  words: (name) => `${name}’s words`,
  dream: 'The dream',
  none: 'None',
} satisfies Words<typeof da>;
