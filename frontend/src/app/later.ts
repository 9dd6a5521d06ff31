/** What is fetched once the first content is on screen. */
import { heard } from '$lib/api/client';
import { whenVoice } from '$lib/aloud/voices';
import { watchExit } from '$lib/exit';
import { wear } from '$lib/exit/look';
import { language } from '$lib/i18n';
import { clearBadge, followBadge, resendPush, tellOpened } from '$lib/push';
import { release, startOutbox } from '$lib/outbox';
import { session } from '$lib/session';
import { onLive, startLive, stopLive } from '$lib/sync';
import { clock } from '$lib/text';
import { aloud } from '$lib/ui/aloud.svelte';
import { drawRooms } from '$lib/ui/rooms-icons';
import { keep, startUpdates } from './updates.svelte';

export { default as Notices } from './Notices.svelte';

drawRooms();
startUpdates();
heard.ask = async (body) => {
  if ((body as { code?: string } | undefined)?.code !== 'step_up_required') return false;
  const proved = await (await import('$lib/keys')).prove(body);
  if (proved) void release();
  return proved;
};
onLive((event) => {
  if (event.type === 'device')
    void import('$lib/devices/told').then((module) => module.tell(event.session)).catch(() => {});
});
wear();
// Ten digits in a row may be a CPR number: what looks closer, and offers to hide it, is fetched then.
addEventListener('input', ({ target }) => {
  if (
    (target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && /^(text|search)$/.test(target.type))) &&
    /(\d\D{0,3}){10}/.test(target.value)
  )
    void import('$lib/numbers/offer').then((module) => module.offer(target)).catch(() => {});
});
// Where the phone has a voice of its own, every page can be read aloud; also without net, from then on.
whenVoice(language, () => {
  keep('aloud');
  void import('$lib/aloud/ReadAloud.svelte').then((module) => (aloud.Start = module.default)).catch(() => {});
});

/** Follows the session: signed in, everything listens and sends; signed out, nothing does. */
export function follow(signedIn: boolean): void {
  watchExit(signedIn && !session.staff);
  if (!signedIn) {
    clearBadge();
    return stopLive();
  }
  startLive();
  // Who has just signed in has shown it.
  const since = Date.parse(session.me?.session.created_at ?? '');
  void startOutbox().then(() => (clock.now - since < 4 * 60_000 ? release() : undefined));
  void resendPush();
  tellOpened();
  followBadge();
  if (session.me?.limited) void import('$lib/keys/limited').then((keys) => keys.cover());
  if (session.staff) keep('staff');
  keep(language());
}
