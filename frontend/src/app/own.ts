/**
 * Rooms about what is one's own, which few open: asked anew each time and kept on no phone, so that without net there is
 * nothing to show. One file, fetched when one of them is opened.
 */
export { default as History } from '../features/history/History.svelte';
export { default as Looked } from '../features/looked/Looked.svelte';
export { default as Mine } from '../features/mine/Mine.svelte';
export { default as Story } from '../features/story/Story.svelte';
