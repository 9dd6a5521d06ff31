/** Putting pictures up and away, as writes for the outbox. */
import { newId } from '../api/client';
import type { Day, Id, Picture, PictureFields, Plan, Why } from '../api/types';
import { write } from '../outbox';
import type { OpenPlan } from '../sync';

export type On = Picture['on'];
export interface NewPicture {
  media: Picture['media'];
  content: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  text: string;
  taken_on?: Day | undefined;
  /** Staff say why. */
  why?: string | undefined;
}

/** The pictures on something: those that hang there, or those that were put away; the newest first. */
export const picturesOn = (plan: Plan, on: On, status: Picture['status'] = 'active'): Picture[] =>
  (plan.attachments ?? [])
    .filter((p) => p.on.kind === on.kind && p.on.id === on.id && p.status === status)
    // What waits to be sent has no time yet: it is the newest.
    .sort((a, b) => ((a.at ?? '9') < (b.at ?? '9') ? 1 : -1));

/** @throws when the phone has no room for it. */
export async function addPicture(open: OpenPlan, on: On, picture: NewPicture): Promise<Id> {
  const id = newId();
  const { media, width, height, content } = picture;
  const body = { on, media, width, height, text: picture.text.trim(), bytes: content.length };
  await write({
    plan: open.id,
    kind: 'attachment',
    target: id,
    body: {
      ...body,
      ...(picture.taken_on && { taken_on: picture.taken_on }),
      ...(picture.why?.trim() && { why: picture.why.trim() }),
    },
    content,
    ...(on.id && { needs: [`${on.kind}/${on.id}`] }),
  });
  return id;
}

export const savePicture = (open: OpenPlan, id: Id, fields: PictureFields & Why): Promise<void> =>
  write({
    plan: open.id,
    kind: 'attachment',
    target: id,
    body: fields,
    ...(open.server?.attachments?.some((p) => p.id === id) && { base: open.rev }),
  });
