export { catalogue, startCatalogue, type CatalogueState } from './catalogue.svelte';
export { lastDay, latestStart, limitOf, sure } from './limits';
export { default as Picture } from './Picture.svelte';
export { slugOf } from './slug';
