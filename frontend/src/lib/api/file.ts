/** What the server makes a file of: taken out with a write, since it is written down that it was. */
import { ApiError, heard } from './client';

/**
 * Asks for a file and gives it.
 * @throws ApiError for every answer that is not 2xx, and when no answer came.
 */
export async function takeOut(path: string, body: object = {}): Promise<Blob> {
  const answer = await fetch(`/api/v1${path}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'Tavlen-Client': '1' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer) throw new ApiError(0, 'offline', '');
  if (answer.ok) return answer.blob();
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string };
  if (await heard.ask?.(problem)) return takeOut(path, body);
  throw new ApiError(answer.status, problem.code ?? 'internal', problem.detail ?? '');
}
