/** Lays the server's changes on a plan. Pure: the same plan and changes give the same plan. */
import type { Plan, PlanChanges, PlanList } from '../api/types';

type List = Exclude<PlanList, 'departments'>;
/** What the server calls a thing that is gone → the list it lay in. */
const LIST_OF: Record<string, List> = {
  strength: 'strengths',
  challenge: 'challenges',
  goal: 'goals',
  step: 'steps',
  effort: 'efforts',
  agreement: 'agreements',
  meeting: 'meetings',
  plan_change: 'plan_changes',
  flag: 'flags',
  checkin: 'checkins',
  measurement: 'measurements',
  indicator: 'indicators',
  consent: 'consents',
  contact: 'contacts',
  event: 'events',
  attachment: 'attachments',
  wish: 'wishes',
  meeting_request: 'meeting_requests',
  contact_attempt: 'contact_attempts',
  handover: 'handovers',
  assessment: 'assessments',
  assessment_note: 'assessment_notes',
  story: 'stories',
  rights_request: 'rights_requests',
  person: 'people',
};
const LISTS = Object.values(LIST_OF);

interface Thing {
  id: string;
  rank?: string;
  start?: string;
  at?: string;
}
/** Order as people read it: by rank where there is one, else by time; ids break ties so that two phones agree. */
export function inOrder(a: Thing, b: Thing): number {
  const by = (x?: string, y?: string) => (x === y ? 0 : (x ?? '') < (y ?? '') ? -1 : 1);
  const byTime = (x?: string, y?: string) => (x && y ? Date.parse(x) - Date.parse(y) : 0);
  return by(a.rank, b.rank) || byTime(a.start, b.start) || byTime(a.at, b.at) || by(a.id, b.id);
}

function lay(list: readonly Thing[], changed: readonly Thing[], gone: Set<string>): Thing[] {
  const fresh = new Map(changed.map((thing) => [thing.id, thing]));
  const out = list.filter((thing) => !gone.has(thing.id)).map((thing) => fresh.get(thing.id) ?? thing);
  const known = new Set(out.map((thing) => thing.id));
  out.push(...changed.filter((thing) => !known.has(thing.id) && !gone.has(thing.id)));
  const ordered = changed.some((thing) => thing.rank || thing.start || thing.at);
  return ordered ? out.sort(inOrder) : out;
}

/** Single fields over the things that are there; null takes one away. */
function patch<T extends Thing>(list: readonly T[], fields: readonly { id: string }[]): T[] {
  const by = new Map(fields.map((of) => [of.id, of]));
  return list
    .map((thing) => {
      const of = by.get(thing.id);
      return of
        ? (Object.fromEntries(Object.entries({ ...thing, ...of }).filter(([, value]) => value !== null)) as T)
        : thing;
    })
    .sort(inOrder);
}

/**
 * The plan after the changes. `full` replaces it; otherwise every thing in `changed` is whole and takes the place of
 * the one with its id, `step_fields` are laid over the steps, and `removed` goes.
 */
export function applyChanges(plan: Plan, changes: PlanChanges): Plan {
  if (changes.full && changes.plan) return changes.plan;
  const { changed = {}, removed = [] } = changes;
  const next: Plan = { ...plan, rev: changes.rev };
  if (changed.plan) next.plan = changed.plan;
  if (changed.dream) next.dream = changed.dream;
  if (removed.some((r) => r.kind === 'dream')) delete next.dream;
  for (const list of LISTS) {
    const gone = new Set(removed.filter((r) => LIST_OF[r.kind] === list).map((r) => r.id));
    const fresh = changed[list];
    if (!fresh?.length && !gone.size) continue;
    (next as unknown as Record<List, Thing[]>)[list] = lay(plan[list] ?? [], fresh ?? [], gone);
  }
  if (changed.step_fields) next.steps = patch(next.steps, changed.step_fields);
  return next;
}
