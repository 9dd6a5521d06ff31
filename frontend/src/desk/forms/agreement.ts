import type { Agreement } from '$lib/api';
import { need, problems, trimmed, type Shape } from './shape';

export interface AgreementForm {
  text: string;
  responsible: string;
  due: string;
  repeats: string;
  status: string;
  closed_on: string;
  goal: string;
  made_at: string;
  note: string;
}

export const agreementShape: Shape<Agreement, AgreementForm> = {
  kind: 'agreement',
  find: (plan, id) => plan.agreements.find((a) => a.id === id),
  read: (agreement, { me }) => ({
    text: agreement?.text ?? '',
    responsible: agreement ? (agreement.responsible ?? '') : me,
    due: agreement?.due ?? '',
    repeats: agreement?.repeats ?? '',
    status: (agreement?.status ?? 'active') satisfies Agreement['status'],
    closed_on: agreement?.closed_on ?? '',
    goal: agreement?.goal ?? '',
    made_at: agreement?.made_at ?? '',
    note: agreement?.note ?? '',
  }),
  write: (f) => ({
    text: trimmed(f.text),
    responsible: f.responsible,
    due: f.due,
    repeats: f.repeats,
    status: f.status,
    closed_on: f.status === 'active' ? '' : f.closed_on,
    goal: f.goal,
    made_at: f.made_at,
    note: trimmed(f.note),
  }),
  check: (f) =>
    problems(
      { text: f.text, responsible: f.responsible },
      { days: { due: f.due, ...(f.status !== 'active' && { closed_on: f.closed_on }) } },
    ),
  needs: (f) => [...need('goal', f.goal), ...need('meeting', f.made_at)],
};
