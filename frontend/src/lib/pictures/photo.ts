/**
 * A photo as the phone took it → one that may be sent: upright, small, and without a word of where and with what it was
 * taken. The pixels are drawn anew, so nothing else comes along.
 */

/** The longer side in pixels: writing on a whiteboard can still be read. */
export const MAX_SIDE = 1600;
const QUALITY = 0.8;
/** Bytes; larger files are no photos from a phone, and would take the page's memory. */
const MAX_FILE = 40 * 1024 * 1024;

export interface Shot {
  /** A JPEG. */
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}
/** Why a file cannot be used; the words are the screen's. */
export type Trouble = 'heic' | 'unreadable' | 'too_large';
export class PhotoError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
    this.name = 'PhotoError';
  }
}

/** HEIC and AVIF are boxes that say so in their first bytes (ISO/IEC 14496-12 §4.3). */
export async function isHeic(file: Blob): Promise<boolean> {
  const head = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(hei|hev|mif1|msf1|avi)/.test(head);
}

/** The size a picture gets: never larger than it is, at least one pixel. */
export function fit(width: number, height: number, side = MAX_SIDE): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** @throws PhotoError */
export async function shrink(file: Blob): Promise<Shot> {
  if (file.size > MAX_FILE) throw new PhotoError('too_large');
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new PhotoError((await isHeic(file)) ? 'heic' : 'unreadable');
  }
  try {
    const size = fit(bitmap.width, bitmap.height);
    const canvas = new OffscreenCanvas(size.width, size.height);
    const paper = canvas.getContext('2d');
    if (!paper) throw new PhotoError('unreadable');
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, size.width, size.height);
    paper.imageSmoothingQuality = 'high';
    paper.drawImage(bitmap, 0, 0, size.width, size.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
    // A browser that cannot write a type gives another one without a word.
    if (blob.type !== 'image/jpeg') throw new PhotoError('unreadable');
    return { bytes: new Uint8Array(await blob.arrayBuffer()), ...size };
  } catch (problem) {
    throw problem instanceof PhotoError ? problem : new PhotoError('unreadable');
  } finally {
    bitmap.close();
  }
}
