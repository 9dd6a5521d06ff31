export { announce, announcement } from './announce.svelte';
export { focusAtOnce, focusOn } from './focus';
export { startTextSize, textSize } from './textsize.svelte';
