export * from './i18n.svelte';
export { common } from './common';
export { names } from './names';
export { explain } from './explain';
