export { default as HoursLine } from './HoursLine.svelte';
export { default as Stepper } from './Stepper.svelte';
export * from './hours';
export { HoursOf } from './store.svelte';
export { runLabel, weekLabel } from './labels';
export { words as hoursWords } from './words';
