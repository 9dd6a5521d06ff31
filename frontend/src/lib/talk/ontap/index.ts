/** A chunk of its own: these need the net anyway, and are fetched when somebody asks for one of them. */
export { default as After } from './After.svelte';
export { default as Quick } from './Quick.svelte';
export { default as Search } from './Search.svelte';
export { default as TakeOut } from './TakeOut.svelte';
