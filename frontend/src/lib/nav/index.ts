export { afterPaint, contentIsThere, stands } from './paint';
export { go, heavyDay, place, startNav } from './nav.svelte';
