export { default as Attach } from './Attach.svelte';
export { default as Attached } from './Attached.svelte';
export { default as Said } from './Said.svelte';
export { languageOf } from './tongue';
