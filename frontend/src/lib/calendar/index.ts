export { default as InCalendar } from './InCalendar.svelte';
