export { default as Talk } from './Talk.svelte';
export { default as Told } from './Told.svelte';
export { default as Tools } from './Tools.svelte';
export { words as talkWords } from './words';
