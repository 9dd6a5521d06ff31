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
