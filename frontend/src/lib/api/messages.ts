/** The direct line. Threads belong to a plan; each has its own readers. */
import { call } from './client';
import { planPath } from './paths';
import type { Id, Instant, MessagePage } from './types';

/** Without `thread`: the citizen–consultant thread. `before` is a message id; `limit` a number of messages. */
export function listMessages(plan: Id, opt: { thread?: Id; before?: Id; limit?: number } = {}) {
  const query = new URLSearchParams();
  if (opt.thread) query.set('thread', opt.thread);
  if (opt.before) query.set('before', opt.before);
  if (opt.limit) query.set('limit', String(opt.limit));
  const q = query.toString();
  return call<MessagePage>(`/plans/${plan}/messages${q ? `?${q}` : ''}`);
}
/** Idempotent by the message's own id. */
export const sendMessage = (plan: Id, id: Id, fields: { thread?: Id; text: string }) =>
  call<{ id: Id; at: Instant; thread: Id }>(planPath.message(plan, id), {
    method: 'PUT',
    body: fields,
    key: id,
  });
export const markMessagesRead = (plan: Id, thread: Id, upTo: Id) =>
  call<{ read: number }>(`/plans/${plan}/messages/read`, {
    method: 'POST',
    body: { thread, up_to: upTo },
  });
