/** Tells on every open phone that somebody came in on a new one (fetched when the stream says so). */
import { mount, unmount } from 'svelte';
import { getMark, setMark } from '../db';
import { listSessions } from '../api/devices';
import { wordsReady } from '../i18n';
import NewDevice from './NewDevice.svelte';

/** The last that was answered here: "It is me", or signed out. */
const MARK = 'device-told';
let shown: string | undefined;

export async function tell(id: string): Promise<void> {
  if (shown === id || getMark(MARK) === id) return;
  shown = id;
  try {
    await wordsReady();
    const device = (await listSessions()).find((one) => one.id === id);
    const page = document.querySelector('#app aside');
    if (!device || !page || shown !== id) return void (shown = undefined);
    const notice = mount(NewDevice, {
      target: page,
      props: {
        device,
        onanswer: () => setMark(MARK, id),
        onclose: () => void unmount(notice),
      },
    });
  } catch {
    // No net: the stream tells again when it stands.
    shown = undefined;
  }
}
