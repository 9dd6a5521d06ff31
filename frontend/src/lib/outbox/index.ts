export {
  flush,
  outbox,
  release,
  retry,
  settle,
  startOutbox,
  throwAway,
  whenTaken,
  write,
  writeSoon,
  type Write,
} from './outbox.svelte';
export { dropDraft, keepDraft, keepDraftOf, recallDraft, recallDraftOf } from './drafts';
export { inVain, type Item, type WriteKind } from './rules';
