/**
 * Makes something reactive that outlives the computation that asks for it first.
 *
 * Svelte does not follow state that is made inside the very `$derived` that reads it; a root of its own puts it outside.
 */
export function standing<T>(make: () => T): T {
  let made: { it: T } | undefined;
  $effect.root(() => {
    made = { it: make() };
  });
  if (!made) throw new Error('a root effect did not run at once');
  return made.it;
}
