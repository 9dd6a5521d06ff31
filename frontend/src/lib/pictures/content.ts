/**
 * Where a picture's content comes from: what waits to be sent, what the phone kept, else the server. The citizen's phone
 * keeps what it fetched, sealed like the plan; nobody else's does.
 */
import { getContent } from '../api/pictures';
import type { Id, Picture } from '../api/types';
import { session, whenWiped } from '../session';

const urls = new Map<Id, string>();
whenWiped(() => {
  for (const url of urls.values()) URL.revokeObjectURL(url);
  urls.clear();
});

/** @throws ApiError when the server must be asked and does not give it. */
export async function contentOf(plan: Id, picture: Pick<Picture, 'id'>): Promise<Uint8Array<ArrayBuffer>> {
  const unsent = await (await import('../outbox/engine')).contentOf(picture.id);
  if (unsent) return unsent;
  const user = session.me?.person;
  const keeps = user?.role === 'citizen';
  const vault = await import('../db/vault');
  const name = `picture/${picture.id}`;
  const kept = keeps ? await vault.recallBytes(user.id, name) : undefined;
  if (kept) return kept;
  const fetched = await getContent(plan, picture.id);
  // A full phone shows the picture all the same, and fetches it again next time.
  if (keeps && session.me) void vault.keepBytes(user.id, name, fetched).catch(() => undefined);
  return fetched;
}

/** An address for a photo in this page; the same one while the page lives. */
export async function photoUrl(plan: Id, picture: Pick<Picture, 'id'>): Promise<string> {
  const known = urls.get(picture.id);
  if (known) return known;
  const bytes = await contentOf(plan, picture);
  const url = urls.get(picture.id) ?? URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  urls.set(picture.id, url);
  return url;
}
