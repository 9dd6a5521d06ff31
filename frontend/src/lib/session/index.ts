export {
  begin,
  refreshMe,
  session,
  signIn,
  signOut,
  startSession,
  whenWiped,
  type SessionState,
} from './session.svelte';
