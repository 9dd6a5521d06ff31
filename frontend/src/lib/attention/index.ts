export { attentionOf, type Attention } from './attention.svelte';
export { default as Watched } from './Watched.svelte';
