/** What a plan holds beside its board, put in the order people read it. Pure; no screen, no net. */
export const newestFirst = <T extends { at: string }>(things: readonly T[]): T[] =>
  [...things].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
