export * from './i18n.svelte';
export { common, explain } from './common';
