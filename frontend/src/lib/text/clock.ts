/**
 * The one clock of the page: the server's, because the phone's may be wrong and the demo's stands elsewhere.
 *
 * Only `Tavlen-Time` moves it; between answers it runs with the phone.
 */
let offsetMs = 0;
const KEY = 'tavlen-clock';

try {
  offsetMs = Number(localStorage.getItem(KEY)) || 0;
} catch {
  // Storage may be closed to us; then the phone's clock must do until the first answer.
}

/** Takes the `Tavlen-Time` header of an answer (RFC 3339, UTC). */
export function setServerTime(header: string | null): void {
  const at = header ? Date.parse(header) : NaN;
  if (Number.isNaN(at)) return;
  const offset = at - Date.now();
  // Below a second it is only the net's own delay, and not worth a write.
  if (Math.abs(offset - offsetMs) < 1000) return;
  offsetMs = offset;
  try {
    localStorage.setItem(KEY, String(offset));
  } catch {
    // See above.
  }
}

/** Now, in ms since 1970, by the server's clock. */
export const now = (): number => Date.now() + offsetMs;
