export { applyChanges } from './apply';
export { onLive, type LiveEvent } from './listeners';
export { startLive, stopLive } from './live';
export { type Carried, Conversation, openConversation, type ShownMessage } from './messages.svelte';
export { myPlan } from './mine';
export { closePlan, openPlan, OpenPlan, pullAll, startPlans, type PlanState } from './plans.svelte';
export { unread } from './unread.svelte';
