export { default as Pictures } from './Pictures.svelte';
export { default as PictureStrip } from './Strip.svelte';
