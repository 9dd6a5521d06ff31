export * from './i18n.svelte';
export { common } from './common';
export { explain } from './explain';
