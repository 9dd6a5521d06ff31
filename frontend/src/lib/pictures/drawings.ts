/** What shows drawings, in a piece of its own: who has none never fetches it. */
export { default as Ink } from './Ink.svelte';
export { read } from './ink';
