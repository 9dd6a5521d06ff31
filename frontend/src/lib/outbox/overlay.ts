/**
 * The plan as the person has already made it: what waits in the outbox laid over what the server last said.
 * Pure; the server's answer replaces it when it comes.
 */
import type {
  Agreement,
  Challenge,
  ContactAttempt,
  Effort,
  Goal,
  Id,
  Meeting,
  Picture,
  Plan,
  PlanChange,
  Step,
  Strength,
  Wish,
} from '../api/types';
import { inOrder } from '../sync/apply';
import { overFlags } from './overlay-flags';
import { overMeetings } from './overlay-meetings';
import { inVain, type Item } from './rules';

type Fields = Record<string, unknown>;

/** null and "" clear a field, as they do on the server. */
function patch<T extends object>(thing: T, fields: Fields): T {
  const out = { ...thing } as Fields;
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === '') delete out[name];
    else out[name] = value;
  }
  return out as T;
}

function put<T extends { id: Id }>(list: T[], id: Id, fields: Fields, fresh: (rank: string) => T): T[] {
  const next = list.some((thing) => thing.id === id)
    ? list.map((thing) => (thing.id === id ? patch(thing, fields) : thing))
    : // A new thing that was given no rank stands last.
      [...list, patch(fresh('\uffff'), fields)];
  return fields.rank ? next.sort(inOrder) : next;
}

/** As the server does it: whom staff add to a meeting is proposed, and the citizen says yes. */
function proposing(plan: Plan, id: Id, fields: Fields): Fields {
  if (!Array.isArray(fields.companions)) return fields;
  const now = plan.meetings.find((m) => m.id === id);
  const chosen = fields.companions as Id[];
  const companions = chosen.filter((c) => now?.companions.includes(c));
  const stay = Array.isArray(fields.companions_proposed)
    ? (fields.companions_proposed as Id[])
    : now?.companions_proposed;
  const asked = [...(stay ?? []), ...chosen.filter((c) => !companions.includes(c))];
  return { ...fields, companions, companions_proposed: [...new Set(asked)] };
}

export function overlay(plan: Plan, items: readonly Item[], today: string): Plan {
  let next = plan;
  for (const item of items) {
    // What will never be taken is no part of the plan; its words stand at the top of the page.
    if (item.plan !== plan.plan.id || inVain(item)) continue;
    const { target: id, body } = item;
    if (item.kind === 'dream') {
      next = {
        ...next,
        dream: { ...(next.dream ?? { id, may_edit: true }), text: String(body.text ?? ''), said_on: today },
      };
    } else if (item.kind === 'board') {
      next = { ...next, plan: { ...next.plan, board: patch(next.plan.board, body) } };
    } else if (item.kind === 'strength') {
      const fresh = (rank: string): Strength => ({
        id,
        rank,
        text: '',
        status: 'active',
        said_by: item.user,
        may_edit: true,
      });
      next = { ...next, strengths: put(next.strengths, id, body, fresh) };
    } else if (item.kind === 'challenge') {
      const fresh = (rank: string): Challenge => ({
        id,
        rank,
        text: '',
        what_helps: '',
        status: 'active',
        may_edit: true,
      });
      next = { ...next, challenges: put(next.challenges, id, body, fresh) };
    } else if (item.kind === 'goal') {
      const fresh = (rank: string): Goal => ({
        id,
        rank,
        area: 'everyday',
        title: '',
        status: 'active',
        owner: plan.citizen.id,
        may_edit: true,
      });
      next = { ...next, goals: put(next.goals, id, body, fresh) };
    } else if (item.kind === 'step') {
      const fresh = (rank: string): Step => ({
        id,
        rank,
        goal: '',
        text: '',
        status: 'active',
        may_edit: true,
      });
      next = { ...next, steps: put(next.steps, id, body, fresh) };
    } else if (item.kind === 'agreement') {
      const fresh = (rank: string): Agreement => ({
        id,
        rank,
        text: '',
        responsible: plan.citizen.id,
        status: 'active',
        may_edit: true,
      });
      next = { ...next, agreements: put(next.agreements, id, body, fresh) };
    } else if (item.kind === 'effort') {
      const fresh = (rank: string): Effort => ({
        id,
        rank,
        title: '',
        department: '',
        goals: [],
        status: 'planned',
        may_edit: true,
      });
      next = { ...next, efforts: put(next.efforts, id, body, fresh) };
    } else if (item.kind === 'meeting') {
      const fresh = (): Meeting => ({
        id,
        start: '',
        end: '',
        form: 'in_person',
        with: [],
        companions: [],
        mandatory: false,
        status: 'planned',
        may_edit: true,
      });
      next = { ...next, meetings: put(next.meetings, id, proposing(next, id, body), fresh) };
    } else if (item.kind === 'attachment') {
      // What a message or a flag carries is no thing of the plan.
      if (['thread', 'flag'].includes(String((body.on as Picture['on'] | undefined)?.kind))) continue;
      const fresh = (): Picture => ({
        id,
        on: { kind: 'board' },
        media: 'photo',
        text: '',
        width: 1,
        height: 1,
        bytes: 0,
        status: 'active',
        may_edit: true,
      });
      next = { ...next, attachments: put(next.attachments ?? [], id, body, fresh) };
    } else if (item.kind === 'wish') {
      const at = new Date(item.at).toISOString();
      const fresh = (): Wish => ({ id, entry: '', title: '', to: 'consultant', status: 'active', at });
      const wishes = put(next.wishes ?? [], id, body, fresh);
      // New words, or taking it up again, ask anew: the former answer was to something else.
      const asked = wishes.find((w) => w.id === id);
      if (asked && ('words' in body || body.status === 'active')) delete asked.answer;
      next = { ...next, wishes };
    } else if (item.kind === 'wish_answer') {
      const answer = { by: item.user, at: new Date(item.at).toISOString(), text: String(body.text) };
      next = { ...next, wishes: (next.wishes ?? []).map((w) => (w.id === id ? { ...w, answer } : w)) };
    } else if (item.kind === 'contact_attempt') {
      const attempt = {
        id,
        at: new Date(item.at).toISOString(),
        by: item.user,
        ...item.body,
      } as ContactAttempt;
      // It may have landed, and be in the plan already.
      const others = (next.contact_attempts ?? []).filter((a) => a.id !== id);
      next = { ...next, contact_attempts: [...others, attempt] };
    } else if (item.kind === 'answer') {
      const said = (change: PlanChange): PlanChange => {
        if (change.id !== id) return change;
        const at = new Date(item.at).toISOString();
        // The staff's reply to an answer leaves the answer itself alone.
        if (body.text) return { ...change, answer: { by: item.user, at, text: String(body.text) } };
        if (body.seen) return { ...change, seen_by_citizen_at: change.seen_by_citizen_at ?? at };
        return {
          ...change,
          seen_by_citizen_at: change.seen_by_citizen_at ?? at,
          answered_at: at,
          citizen_answer: body.answer as NonNullable<PlanChange['citizen_answer']>,
          ...(body.comment ? { citizen_comment: String(body.comment) } : {}),
        };
      };
      next = { ...next, plan_changes: next.plan_changes.map(said) };
    } else if (item.kind === 'effort_word') {
      const end_word = { at: new Date(item.at).toISOString(), ...body };
      next = {
        ...next,
        efforts: next.efforts.map((e) => (e.id === id && e.ending ? { ...e, end_word } : e)),
      };
    } else if (item.kind.startsWith('flag')) next = overFlags(next, item, items);
    else next = overMeetings(next, item);
  }
  return next;
}
