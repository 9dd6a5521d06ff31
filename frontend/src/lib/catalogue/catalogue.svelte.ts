/**
 * The help there is, as this phone last heard it. It is the same for everybody, but it is kept with the rest of a
 * person's data and goes with it: that it lies here says who has used the phone.
 */
import { ApiError, call } from '../api/client';
import type { Catalogue, CatalogueEntry } from '../api/types';
import { keep, recall } from '../db';
import { session, whenWiped } from '../session';

const NAME = 'catalogue';
export type CatalogueState = 'starting' | 'ready' | 'failed';

let kept = $state.raw<Catalogue>();
let state = $state<CatalogueState>('starting');
let loading: Promise<void> | undefined;
whenWiped(() => {
  kept = undefined;
  state = 'starting';
});

async function load(): Promise<void> {
  const user = session.me?.person.id;
  if (user && session.mayKeep && !kept) {
    kept = await recall<Catalogue>(user, NAME);
    if (kept) state = 'ready';
  }
  try {
    kept = await call<Catalogue>('/catalogue', kept ? { known: kept.tag } : {});
    state = 'ready';
    if (user && session.mayKeep) void keep(user, NAME, kept);
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    // 304: what is kept is what holds.
    if (!kept) state = 'failed';
  }
}

export const catalogue = {
  get state(): CatalogueState {
    return state;
  },
  /** Everything, retired help too. */
  get entries(): readonly CatalogueEntry[] {
    return kept?.entries ?? [];
  },
  /** What can be had today. */
  get offered(): CatalogueEntry[] {
    return this.entries.filter((e) => !e.retired);
  },
  of(code: string | undefined): CatalogueEntry | undefined {
    return this.entries.find((e) => e.code === code);
  },
};

/** Shows what the phone kept, then asks the server; every room that shows help calls it. */
export function startCatalogue(): Promise<void> {
  return (loading ??= load().finally(() => (loading = undefined)));
}
