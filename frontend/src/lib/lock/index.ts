/** Fetched where the app is locked, and kept there by the worker: without net it must open too. */
export { ask, watch } from './lock';
export { lockWith, recode, tryCode, unlockForGood } from './wrap';
export { dropWay, lookAtWay, way } from './key.svelte';
export { isCode, SAME, tooPlain, UNSURE } from './code';
export { isOne, putCode } from './server';
