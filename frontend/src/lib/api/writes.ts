/**
 * Writes on a plan straight to the server, for what cannot wait in the outbox.
 *
 * What people write in their rooms goes through `outbox` instead: a phone may be without net.
 */
import { call, newId } from './client';
import { planPath } from './paths';
import type {
  AgreementFields,
  AnswerFields,
  BoardFields,
  ChallengeFields,
  DreamFields,
  EffortFields,
  GoalFields,
  Id,
  MeetingFields,
  Rev,
  StepFields,
  StrengthFields,
  Why,
  WriteResult,
} from './types';

export interface WriteOptions {
  /** The revision the form was opened at; left out when the thing is new. */
  rev?: Rev;
  /** Keep it between two tries of the same form, so that a lost answer does not write twice. */
  key?: string;
}

function put(path: string, body: unknown, { rev, key }: WriteOptions = {}): Promise<WriteResult> {
  return call<WriteResult>(path, {
    method: 'PUT',
    body,
    key: key ?? newId(),
    ...(rev && { ifMatch: rev }),
  });
}

export const putDream = (plan: Id, fields: DreamFields, opt?: WriteOptions) =>
  put(planPath.dream(plan), fields, opt);
export const putBoard = (plan: Id, fields: BoardFields & Why, opt?: WriteOptions) =>
  put(planPath.board(plan), fields, opt);
export const putStrength = (plan: Id, id: Id, fields: StrengthFields & Why, opt?: WriteOptions) =>
  put(planPath.strength(plan, id), fields, opt);
export const putChallenge = (plan: Id, id: Id, fields: ChallengeFields & Why, opt?: WriteOptions) =>
  put(planPath.challenge(plan, id), fields, opt);
export const putGoal = (plan: Id, id: Id, fields: GoalFields & Why, opt?: WriteOptions) =>
  put(planPath.goal(plan, id), fields, opt);
export const putStep = (plan: Id, id: Id, fields: StepFields & Why, opt?: WriteOptions) =>
  put(planPath.step(plan, id), fields, opt);
export const putEffort = (plan: Id, id: Id, fields: EffortFields & Why, opt?: WriteOptions) =>
  put(planPath.effort(plan, id), fields, opt);
export const putAgreement = (plan: Id, id: Id, fields: AgreementFields & Why, opt?: WriteOptions) =>
  put(planPath.agreement(plan, id), fields, opt);
export const putMeeting = (plan: Id, id: Id, fields: MeetingFields & Why, opt?: WriteOptions) =>
  put(planPath.meeting(plan, id), fields, opt);
export const answerPlanChange = (plan: Id, change: Id, fields: AnswerFields, opt?: WriteOptions) =>
  put(planPath.answer(plan, change), fields, opt);
