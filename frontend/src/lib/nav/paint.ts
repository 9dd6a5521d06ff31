/** What can wait until the screen has answered. */

/**
 * Runs something when the next frame is painted and the one after it begins: what follows does not stand in the way of
 * the first on a slow phone. At once should the page be put away before. Gives a way to call it off.
 */
export function afterPaint(run: () => void): () => void {
  const off = () => {
    clearTimeout(late);
    removeEventListener('pagehide', now);
    document.removeEventListener('visibilitychange', now);
    open = false;
  };
  const now = () => {
    if (!open) return;
    off();
    run();
  };
  let open = true;
  addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', now);
  // A page that nobody sees paints no frames.
  const late = setTimeout(now, 500);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(now)));
  return off;
}

let stand = (): void => {};
/**
 * The first content of this page is painted, or has kept everybody waiting for too long: what else there is to do may
 * begin.
 */
export const stands = new Promise<void>((resolve) => (stand = resolve));
if (typeof document === 'undefined') stand();
else setTimeout(() => stand(), 3000);
export const contentIsThere = (): void => void afterPaint(() => stand());
