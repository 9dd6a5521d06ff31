/** What records and plays voices: fetched when somebody taps for it, and kept by the worker once messages were opened. */
export { default as Player } from './Player.svelte';
export { default as Recorder } from './Recorder.svelte';
export { keptVoice, type Voice } from './record';
