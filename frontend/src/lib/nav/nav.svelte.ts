/**
 * Where the person is. Every room may move him; only `app/routes.ts` knows which room a path opens.
 */
let path = $state(typeof location === 'undefined' ? '/' : location.pathname);
let moves = $state(0);

export const place = {
  get path(): string {
    return path;
  },
  /** How many times the person has moved since the page opened; 0 = the first room. */
  get moves(): number {
    return moves;
  },
};

function arrive(): void {
  if (location.pathname === path) return;
  path = location.pathname;
  moves++;
}

/** Opens a path of this app. `replace` leaves no way back to where we were. */
export function go(to: string, { replace = false } = {}): void {
  const from: unknown = history.state?.from;
  if (replace && from === to) {
    // He came from there: one step back, or the page would stand in his history twice.
    history.back();
    return;
  }
  // A second tap on the same link is no second page to go back from.
  if (replace || to === path) history.replaceState(history.state, '', to);
  else history.pushState({ from: path }, '', to);
  arrive();
  scrollTo(0, 0);
}

/** Follows plain links inside the app without a page load; called once at start. */
export function startNav(): void {
  addEventListener('popstate', arrive);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.hash) return;
    event.preventDefault();
    go(link.pathname);
  });
}
