/** The dream, as a write for the outbox; apart from `writes.ts`, which the first page needs. */
import type { Plan } from '../api/types';
import { write } from '../outbox';
import type { OpenPlan } from '../sync';
import type { Begun } from './writes';

/** New words for the dream, begun at the words it had (''= there was none). */
export async function saveDream(
  open: OpenPlan,
  plan: Plan,
  begun: Begun<string>,
  text: string,
): Promise<void> {
  if (text.trim() === begun.was) return;
  await write({
    plan: open.id,
    kind: 'dream',
    target: plan.dream?.id ?? open.id,
    body: { text: text.trim() },
    // Where there was none it is made; should another phone have made one meanwhile, the server compares.
    ...(begun.was && open.server?.dream && { base: begun.base }),
  });
}
