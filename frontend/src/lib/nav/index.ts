export { go, heavyDay, place, startNav } from './nav.svelte';
