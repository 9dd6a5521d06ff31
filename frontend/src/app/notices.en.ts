import type { Words } from '$lib/i18n';
import type da from './notices.da';

const en: Words<typeof da> = {
  label: 'From Tavlen',
  shownFrom: (clock, age) => `You see the plan from ${clock} (${age}). There is no connection right now.`,
  waiting: (n) =>
    n === 1
      ? '1 thing is waiting for the net. It is sent by itself.'
      : `${n} things are waiting for the net. They are sent by themselves.`,
  stuck: 'This could not be sent. Your words are still here.',
  sendAgain: 'Try again',
  throwAway: 'Throw away',
  conflict: 'You have both changed the same thing. Which one counts?',
  yours: 'You wrote',
  theirs: 'It now says',
  nothing: '(nothing)',
  times: (n) => (n === 1 ? '1 tick' : `${n} ticks`),
  other: '(something else)',
  repeats: { daily: 'Every day', weekly: 'Every week' },
  comes: { yes: 'I will come', no: 'I can’t come' },
  useMine: 'Use mine',
  useTheirs: 'Keep what is there',
  update: 'There is a new version of Tavlen.',
  updateNow: 'Change to the new one',
  noStorage: 'This browser keeps nothing. What you write may be lost if the net goes.',
  demo: 'This is a trial with made-up people.',
  kinds: {
    dream: 'Your dream',
    board: 'How the board is arranged',
    strength: 'Something you are good at',
    challenge: 'Something hard',
    goal: 'A goal',
    step: 'A step',
    effort: 'An effort',
    agreement: 'An agreement',
    meeting: 'A meeting',
    contact_attempt: 'An attempt to reach somebody',
    meeting_answer: 'Your answer about a meeting',
    meeting_time: 'Your new time',
    meeting_along: 'Your answer about coming along',
    summary_answer: 'Your answer about what you agreed',
    meeting_request: 'Your wish for a meeting',
    request_time: 'Your new time',
    settings: 'Your reminders',
    answer: 'Your answer',
    message: 'A message',
    attachment: 'A picture',
    wish: 'What you want to hear about',
    wish_answer: 'An answer',
  },
};
export default en;
