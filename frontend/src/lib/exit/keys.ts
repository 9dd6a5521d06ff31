/** Shift three times within two seconds and nothing between: nobody does that while writing. */
const WITHIN_MS = 2000;

/** Counts the keys; true for the third Shift in a row. Pure but for what it remembers. `at` is in ms. */
export function thrice(): (key: string, at: number) => boolean {
  let presses: number[] = [];
  return (key, at) => {
    presses = key === 'Shift' ? [...presses.filter((before) => at - before < WITHIN_MS), at] : [];
    return presses.length >= 3;
  };
}
