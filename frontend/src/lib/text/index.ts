export * from './dates';
export * from './instant';
export * from './rrule';
export { now, setServerTime } from './clock';
export { clock } from './ticking.svelte';
