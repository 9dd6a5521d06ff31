/** The citizen's rooms that are not in the first load. */
export { default as Ask } from '../features/meetings/Ask.svelte';
export { default as Board } from '../features/board/Board.svelte';
export { default as Cannot } from '../features/meetings/Cannot.svelte';
export { default as Changes } from '../features/plan/Changes.svelte';
export { default as Goal } from '../features/plan/Goal.svelte';
export { default as Help } from '../features/help/Help.svelte';
export { default as Meeting } from '../features/meetings/Meeting.svelte';
export { default as Meetings } from '../features/meetings/Meetings.svelte';
export { default as Messages } from '../features/messages/Messages.svelte';
export { default as More } from '../features/more/More.svelte';
export { default as OneStep } from '../features/step/OneStep.svelte';
export { default as Paper } from '../features/paper/Paper.svelte';
export { default as Prepare } from '../features/help/Prepare.svelte';
export { default as Reminders } from '../features/reminders/Reminders.svelte';
export { default as RingMe } from '../features/line/RingMe.svelte';
export { default as Time } from '../features/board/Time.svelte';
export { default as Whole } from '../features/plan/Whole.svelte';
