export { default as AddButton } from './AddButton.svelte';
export { default as Grip } from './Grip.svelte';
export { default as Sheet } from './Sheet.svelte';
export { default as Ticks } from './Ticks.svelte';
export { default as Timeline } from './Timeline.svelte';
export * from './focus';
export { gripId, sheet } from './sheet.svelte';
export * from './things';
