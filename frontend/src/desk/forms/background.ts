/** What the person can, what is hard, and which goals are in mind: read before a meeting, written at it. */
import type { Challenge, Id, Strength } from '$lib/api';
import { problems, trimmed, type Shape } from './shape';

type Standing = 'active' | 'dropped';

export interface StrengthForm {
  text: string;
  said_by: string;
  status: string;
}
export const strengthShape: Shape<Strength, StrengthForm> = {
  kind: 'strength',
  find: (plan, id) => plan.strengths.find((s) => s.id === id),
  read: (strength, { me }) => ({
    text: strength?.text ?? '',
    said_by: strength ? (strength.said_by ?? '') : me,
    status: (strength?.status ?? 'active') satisfies Standing,
  }),
  write: (f) => ({ text: trimmed(f.text), said_by: f.said_by, status: f.status }),
  check: (f) => problems({ text: f.text }),
  needs: () => [],
};

export interface ChallengeForm {
  text: string;
  what_helps: string;
  status: string;
}
export const challengeShape: Shape<Challenge, ChallengeForm> = {
  kind: 'challenge',
  find: (plan, id) => plan.challenges.find((c) => c.id === id),
  read: (challenge) => ({
    text: challenge?.text ?? '',
    what_helps: challenge?.what_helps ?? '',
    status: (challenge?.status ?? 'active') satisfies Standing,
  }),
  write: (f) => ({ text: trimmed(f.text), what_helps: trimmed(f.what_helps), status: f.status }),
  check: (f) => problems({ text: f.text, what_helps: f.what_helps }),
  needs: () => [],
};

/** The board by the id of its plan. */
export interface BoardOf {
  id: Id;
  focus_goals: Id[];
}
export interface BoardForm {
  focus_goals: Id[];
}
export const boardShape: Shape<BoardOf, BoardForm> = {
  kind: 'board',
  find: (plan, id) =>
    plan.plan.id === id ? { id, focus_goals: plan.plan.board.focus_goals ?? [] } : undefined,
  read: (board) => ({ focus_goals: [...(board?.focus_goals ?? [])] }),
  write: (f) => ({ focus_goals: f.focus_goals }),
  check: () => ({}),
  needs: (f) => f.focus_goals.map((id) => `goal/${id}`),
};
