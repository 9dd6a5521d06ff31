/** One polite live region for the whole page (it stands in `app/App.svelte`). */
let said = $state('');

export const announcement = {
  get text(): string {
    return said;
  },
};

/** Says something to those who listen to the screen. The same words twice are said twice. */
export function announce(text: string): void {
  // A no-break space makes a repeated sentence a new one.
  said = text === said ? `${text}\u00a0` : text;
}
