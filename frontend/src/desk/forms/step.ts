import type { Step, StepStatus } from '$lib/api';
import { need, numberField, numberText, problems, trimmed, type Shape } from './shape';

export interface StepForm {
  text: string;
  goal: string;
  status: string;
  due: string;
  done_at: string;
  repeats: string;
  of: string;
  after: string;
  note: string;
}

export const stepShape: Shape<Step, StepForm> = {
  kind: 'step',
  find: (plan, id) => plan.steps.find((s) => s.id === id),
  read: (step, { under }) => ({
    text: step?.text ?? '',
    goal: step?.goal ?? under ?? '',
    status: (step?.status ?? 'active') satisfies StepStatus,
    due: step?.due ?? '',
    done_at: step?.done_at ?? '',
    repeats: step?.repeats ?? '',
    of: numberText(step?.of),
    after: step?.after ?? '',
    note: step?.note ?? '',
  }),
  write: (f) => ({
    text: trimmed(f.text),
    goal: f.goal,
    status: f.status,
    due: f.due,
    done_at: f.status === 'done' ? f.done_at : '',
    repeats: f.repeats,
    of: numberField(f.of),
    after: f.after,
    note: trimmed(f.note),
  }),
  check: (f) =>
    problems(
      { text: f.text, goal: f.goal },
      { numbers: { of: f.of }, days: { due: f.due, ...(f.status === 'done' && { done_at: f.done_at }) } },
    ),
  needs: (f) => [...need('goal', f.goal), ...need('step', f.after)],
};
