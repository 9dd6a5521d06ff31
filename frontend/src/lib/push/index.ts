export { clearBadge, followBadge } from './badge.svelte';
export { tellOpened } from './opened';
export {
  lookAtPush,
  push,
  resendPush,
  sendTestPush,
  turnPushOff,
  turnPushOn,
  type PushProblem,
  type PushState,
} from './push.svelte';
