export { default as Clock } from './Clock.svelte';
export { default as Lines } from './Lines.svelte';
export * from './flags';
export { when } from './when';
export { words as flagWords } from './words';
