/** The proof that it is her, asked for over any page (fetched when the server first asks for one). */
import { mount, unmount } from 'svelte';
import { wordsReady } from '../i18n';
import Prove from './Prove.svelte';

let asking: Promise<boolean> | undefined;

async function ask(proofs: string[]): Promise<boolean> {
  await wordsReady();
  // In the page itself (or what stands in its place), so that it goes when the app is locked. A page that is not there asks nothing.
  const target = document.getElementById('app') ?? document.getElementById('limited');
  if (!target) return false;
  return new Promise((answered) => {
    const dialog = mount(Prove, {
      target,
      props: {
        proofs,
        onanswer: (proved: boolean) => {
          void unmount(dialog);
          answered(proved);
        },
      },
    });
  });
}

/** Asks whether it is her; several calls that wait ask once. False when she would not or could not show it. */
export function prove(problem: unknown): Promise<boolean> {
  return (asking ??= ask((problem as { proofs?: string[] }).proofs ?? []).finally(
    () => (asking = undefined),
  ));
}
