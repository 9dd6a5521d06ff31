export { afterPaint, contentIsThere, stands } from './paint';
export { once } from './once';
export { go, place, startNav } from './nav.svelte';
