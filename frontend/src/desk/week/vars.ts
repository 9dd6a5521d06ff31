/**
 * Where something stands, as custom properties for the stylesheet: no `style="…"` stands in a template, and Svelte's own
 * way of setting one would lie in the first script of every phone.
 */
export function vars(
  node: HTMLElement,
  values: Record<string, number>,
): { update: (v: typeof values) => void } {
  const update = (next: typeof values) => {
    for (const [name, value] of Object.entries(next)) node.style.setProperty(`--${name}`, String(value));
  };
  update(values);
  return { update };
}
