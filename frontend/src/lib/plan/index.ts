export { default as ChangeCard } from './ChangeCard.svelte';
export { default as MeetingFacts } from './MeetingFacts.svelte';
export { default as PlanGate } from './PlanGate.svelte';
export { default as StepRow } from './StepRow.svelte';
export * from './dream';
export { LANE_ICONS } from './lane-icons';
export * from './look';
export * from './notes';
export * from './writes';
