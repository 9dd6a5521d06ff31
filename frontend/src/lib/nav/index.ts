export { go, place, startNav } from './nav.svelte';
