import type { Area, Goal, GoalStatus } from '$lib/api';
import { problems, trimmed, type Shape } from './shape';

export interface GoalForm {
  title: string;
  area: string;
  in_own_words: string;
  status: string;
  target_date: string;
  reached_on: string;
}

export const goalShape: Shape<Goal, GoalForm> = {
  kind: 'goal',
  find: (plan, id) => plan.goals.find((g) => g.id === id),
  read: (goal) => ({
    title: goal?.title ?? '',
    area: (goal?.area ?? '') satisfies Area | '',
    in_own_words: goal?.in_own_words ?? '',
    status: (goal?.status ?? 'active') satisfies GoalStatus,
    target_date: goal?.target_date ?? '',
    reached_on: goal?.reached_on ?? '',
  }),
  write: (f) => ({
    title: trimmed(f.title),
    area: f.area,
    in_own_words: trimmed(f.in_own_words),
    status: f.status,
    target_date: f.target_date,
    reached_on: f.status === 'reached' ? f.reached_on : '',
  }),
  check: (f) =>
    problems(
      { title: f.title, area: f.area },
      { days: { target_date: f.target_date, ...(f.status === 'reached' && { reached_on: f.reached_on }) } },
    ),
  needs: () => [],
};
