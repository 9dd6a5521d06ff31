import type { Words } from './i18n.svelte';
import type da from './problems.da';

const en: Words<typeof da> = {
  offline: 'There is no connection right now. Try again in a little while.',
  not_signed_in: 'You are no longer signed in. Sign in again and we go on.',
  session_ended: 'You are signed out on this phone.',
  not_found: 'We cannot find it. It may have been moved or put aside.',
  forbidden: 'You cannot do that here.',
  invalid: 'Something does not fit. Look through the text and try again.',
  too_large: 'It is too long. Make it shorter and try again.',
  conflict: 'Somebody else has changed the same thing meanwhile.',
  needs_why: 'Write why. The citizen must be able to understand it.',
  code_wrong: 'The code does not work. It may have been used or be too old.',
  step_up_required: 'Show first that it is you. Then try again.',
  too_many_tries: 'You have tried many times. Wait a little and try again.',
  rate_limited: 'That was a bit too fast. Wait a moment and try again.',
  busy: 'It is busy right now. Try again in a little while.',
  internal: 'Something went wrong on our side. Try again in a little while.',
  client_too_old: 'Tavlen has become newer. Close it and open it again.',
  gone_origin: 'Your phone cannot be notified by us. Use another browser.',
  key_reused: 'It was sent before with other words. Try again.',
  picture_type: 'That is no picture we can use. Choose a JPEG, PNG or WebP.',
  picture_pixels: 'The picture is too large. Take a smaller one and try again.',
  picture_broken: 'The picture was damaged. Take a new one and try again.',
  picture_gone: 'The phone did not keep the picture. Throw it away and take a new one.',
  sound_type: 'This is not a recording that we can use. Record it again.',
  sound_long: 'The recording is too long. It may last five minutes at most.',
  sound_broken: 'The recording is broken. Record it again.',
  sound_gone: 'The phone has not kept the recording. Throw it away, and record it again.',
  quota_full: 'There is no room for more pictures and recordings. Talk to the municipality about it.',
};
export default en;
