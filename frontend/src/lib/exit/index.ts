export { exit, watchExit } from './exit.svelte';
