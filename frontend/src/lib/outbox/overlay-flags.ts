/** What waits about what does not work, laid over the plan. Pure. */
import type { Flag, Id, Plan } from '../api/types';
import type { Item } from './rules';

type Line = NonNullable<Flag['messages']>[number];

/** The photo or the voice of a line, as its reader will see it: it stands in the write that sends it. */
function carriedBy(id: unknown, items: readonly Item[]): Pick<Line, 'kind' | 'attachment'> {
  const sent = items.find((q) => q.kind === 'attachment' && q.target === id);
  if (!sent) return {};
  const { media, text, wave, duration_s, width, height } = sent.body as {
    media: 'photo' | 'voice';
    text?: string;
  } & Partial<NonNullable<Line['attachment']>>;
  const of = { alt: text ?? '', wave, duration_s, width, height } as object;
  return {
    kind: media,
    attachment: { id: sent.target, kind: media, ...of } as NonNullable<Line['attachment']>,
  };
}

function withLine(flag: Flag, line: Line): Flag {
  if (flag.messages?.some((m) => m.id === line.id)) return flag;
  return { ...flag, messages: [...(flag.messages ?? []), line] };
}

export function overFlags(plan: Plan, item: Item, items: readonly Item[]): Plan {
  const at = new Date(item.at).toISOString();
  const [flag = '', , line = ''] = item.target.split('/');
  const { body } = item;
  const text = typeof body.text === 'string' ? body.text : '';
  const change = (id: Id, to: (f: Flag) => Flag): Plan => ({
    ...plan,
    flags: plan.flags.map((f) => (f.id === id ? to(f) : f)),
  });
  if (item.kind === 'flag') {
    if (plan.flags.some((f) => f.id === flag)) return plan;
    const raised: Flag = {
      id: flag,
      at,
      by: item.user,
      category: String(body.category),
      text,
      ...(typeof body.effort === 'string' && { effort: body.effort }),
      messages: [{ id: flag, at, from: item.user, text }],
    };
    return { ...plan, flags: [...plan.flags, raised] };
  }
  if (item.kind === 'flag_line') {
    const said: Line = { id: line, at, from: item.user, text, ...carriedBy(body.attachment, items) };
    return change(flag, (f) => withLine(f, said));
  }
  return change(flag, (f) => {
    // It has landed, or something else was made otherwise since: he is asked about that.
    if (!f.action || f.action.at !== body.action_at) return f;
    const word = text ? withLine(f, { id: item.id, at, from: item.user, text }) : f;
    if (body.helped) return { ...word, resolved_at: at, resolved_by: item.user };
    const again: Flag = { ...word, reopened_at: at };
    delete again.seen;
    delete again.answered;
    delete again.action;
    // He says that a word written down for him is not so.
    delete again.resolved_at;
    delete again.resolved_recorded_by;
    return again;
  });
}
