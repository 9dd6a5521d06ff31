/** CPR numbers as people type them (T29). Since 2007 the last digit checks nothing, so a number is known by its date. */

/** With what people put between its parts; 60 is added to the day where a number stands in for one. */
const NUMBER =
  /(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-. ]?(?:0[1-9]|1[0-2])[-. ]?\d\d[-–. \u00a0]{0,3}\d{4}(?!\d)/g;
/** As it is written where somebody must not know it; no longer than what it takes the place of, or one character. */
const HIDDEN = 'xxxxxx-xxxx';

/** The numbers in a text, as they were typed. */
export const numbersIn = (text: string): string[] => text.match(NUMBER) ?? [];

/** The text without those numbers, but for the ones that somebody wants to keep. */
export const without = (text: string, kept: ReadonlySet<string>): string =>
  text.replace(NUMBER, (number) => (kept.has(number) ? number : HIDDEN));
