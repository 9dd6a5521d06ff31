export { default as Answer } from './Answer.svelte';
export { default as Graph } from './Graph.svelte';
export * from './measure';
export { words as measureWords } from './words';
