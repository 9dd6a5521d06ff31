export { default as CalendarFeed } from './CalendarFeed.svelte';
export { default as InCalendar } from './InCalendar.svelte';
