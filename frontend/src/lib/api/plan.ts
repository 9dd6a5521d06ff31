/**
 * Reading a plan, and the writes that staff make straight from the desk.
 *
 * What the citizen writes goes through `outbox` instead: his phone may be without net.
 */
import { call, newId } from './client';
import type {
  AgreementFields,
  AnswerFields,
  DreamFields,
  EffortFields,
  GoalFields,
  Id,
  MeetingFields,
  Plan,
  PlanChanges,
  Rev,
  StepFields,
  Why,
  WriteResult,
} from './types';

export const getPlan = (plan: Id) => call<Plan>(`/plans/${plan}`);
export const getPlanChanges = (plan: Id, since: Rev) =>
  call<PlanChanges>(`/plans/${plan}/changes?since=${encodeURIComponent(since)}`);

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

/** Where each kind of write on a plan goes. The outbox uses the same paths. */
export const planPath = {
  dream: (plan: Id) => `/plans/${plan}/dream`,
  goal: (plan: Id, id: Id) => `/plans/${plan}/goals/${id}`,
  step: (plan: Id, id: Id) => `/plans/${plan}/steps/${id}`,
  effort: (plan: Id, id: Id) => `/plans/${plan}/efforts/${id}`,
  agreement: (plan: Id, id: Id) => `/plans/${plan}/agreements/${id}`,
  meeting: (plan: Id, id: Id) => `/plans/${plan}/meetings/${id}`,
  answer: (plan: Id, id: Id) => `/plans/${plan}/changes/${id}/answer`,
  message: (plan: Id, id: Id) => `/plans/${plan}/messages/${id}`,
};

export const putDream = (plan: Id, fields: DreamFields, opt?: WriteOptions) =>
  put(planPath.dream(plan), fields, opt);
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
