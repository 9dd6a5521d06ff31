/** Plain words for every problem the server can answer with. */
import { ApiError } from '../api/client';
import { room } from './i18n.svelte';
import da from './problems.da';

const problems = room(da, () => import('./problems.en'));

/** One plain sentence or two for any failure: our own words for a known code, else the server's. */
export function explain(problem: unknown): string {
  const words = problems();
  if (!(problem instanceof ApiError)) return words.internal;
  const known = (words as Record<string, string | undefined>)[problem.code];
  return known ?? (problem.detail || words.internal);
}
