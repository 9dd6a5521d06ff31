/**
 * What stands in the page's place for a citizen who never showed more than a code. The page is taken out of the document
 * and comes back by itself, as it was, when she has locked her phone.
 */
import { mount, unmount } from 'svelte';
import { wordsReady } from '../i18n';
import { release } from '../outbox';
import { session } from '../session';
import { pullAll } from '../sync';
import Limited from './Limited.svelte';

let covered = false;

export async function cover(): Promise<void> {
  const page = document.getElementById('app');
  if (covered || !page) return;
  covered = true;
  await wordsReady();
  if (session.me?.limited) {
    page.remove();
    const target = document.createElement('div');
    target.id = 'limited';
    document.body.prepend(target);
    await new Promise<void>((onopen) => {
      const instead = mount(Limited, {
        target,
        props: {
          onopen: () => {
            void unmount(instead);
            onopen();
          },
        },
      });
    });
    target.replaceWith(page);
    if (session.me) void pullAll().then(release);
  }
  covered = false;
}
