import type { Id } from '../api/types';

/** The thing beside which somebody said that it is wrong, until the form has taken it. */
export const wrong: { about: { kind: string; id: Id } | undefined } = { about: undefined };
