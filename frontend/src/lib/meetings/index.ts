export { default as Answers } from './Answers.svelte';
export { default as Waiting } from './Waiting.svelte';
export * from './look';
export { words as meetingWords } from './words';
export * from './writes';
