/** A picture's content on its way: bytes as the body, and what is said of it in a header. */
import { ApiError } from './client';
import type { Id } from './types';

/** Where a picture is put up; its words and its content lie beneath. */
export const picturePath = (plan: Id, id: Id): string => `/plans/${plan}/attachments/${id}`;
/** Ms; a photo over a thin net takes its time. */
const PATIENCE_MS = 60_000;

/** How a picture is sent: exactly what the server asks for, whatever else the screen keeps of it. */
export function uploadOf(
  body: Record<string, unknown>,
  content: Uint8Array<ArrayBuffer>,
): { headers: Record<string, string>; body: BodyInit } {
  const { on, text, taken_on, wave, why, media, type } = body;
  const about = new TextEncoder().encode(JSON.stringify({ on, text, taken_on, wave, why }));
  return {
    headers: {
      'Content-Type':
        media === 'drawing' ? 'application/json' : media === 'voice' ? String(type) : 'image/jpeg',
      'Tavlen-About': btoa(String.fromCharCode(...about))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, ''),
    },
    body: content,
  };
}

/** The content of a picture that the server holds. @throws ApiError */
export async function getContent(plan: Id, id: Id): Promise<Uint8Array<ArrayBuffer>> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${picturePath(plan, id)}/content`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  } catch {
    throw new ApiError(0, 'offline', '');
  }
  throw new ApiError(answer.status, answer.status === 404 ? 'not_found' : 'internal', '');
}
