export { heavyDay } from './heavy';
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
