export { afterPaint, contentIsThere, stands } from './paint';
export { once } from './once';
export { go, heavyDay, place, startNav } from './nav.svelte';
