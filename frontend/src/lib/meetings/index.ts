export { default as Answers } from './Answers.svelte';
export { default as Waiting } from './Waiting.svelte';
export * from './look';
export { words as meetingWords } from './words';
export * from './writes';
// Today's page opens it with these.
export { default as NewConsultant } from '../plan/NewConsultant.svelte';
