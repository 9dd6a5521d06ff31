/**
 * One open form: its words, its draft, and what happens when it is saved.
 *
 * Saved with net, the server answers at once and its problems stand beside their fields. Without net (or when the
 * server is down) the same write, under the same key, goes to the outbox shared with the rest of the app. Whatever goes
 * wrong, the words stay: in the form, in its draft, or in the outbox.
 */
import { ApiError, newId, type FieldConflict, type Id, type Rev, type WriteResult } from '$lib/api';
import * as api from '$lib/api';
import {
  dropDraft,
  keepDraft,
  outbox,
  recallDraft,
  throwAway,
  whenTaken,
  write,
  type Item,
} from '$lib/outbox';
import type { OpenPlan } from '$lib/sync';
import { lately } from '../lately.svelte';
import { changedFields, clashes, patched, same, type Fields } from './diff';
import type { Place, Shape } from './shape';

const PUT = {
  // The board is the plan's: it has no id of its own.
  board: (plan: Id, _id: Id, fields: api.BoardFields & api.Why, opt: api.WriteOptions) =>
    api.putBoard(plan, fields, opt),
  strength: api.putStrength,
  challenge: api.putChallenge,
  goal: api.putGoal,
  step: api.putStep,
  effort: api.putEffort,
  agreement: api.putAgreement,
  meeting: api.putMeeting,
};

/** What my own writes on a thing ended as: a form opened over a waiting one builds on its result. */
const results = new Map<string, { at: number; rev: Rev }>();
let taken = 0;
whenTaken((item, answer) => results.set(`${item.kind}/${item.target}`, { at: ++taken, rev: answer.rev }));

/**
 * `waiting`: it lies in the outbox; `nothing`: it says what was there already; `not`: the form has something to say;
 * `ask`: there is something to read before it is saved.
 */
export type Saved = 'saved' | 'waiting' | 'nothing' | 'not' | 'ask';

interface Draft<T, F> {
  target: Id;
  item?: T;
  rev?: Rev;
  fields: F;
  why: string;
}

/** A server that cannot answer just now: what is written waits, as it does without net. */
const passing = (problem: ApiError): boolean =>
  problem.offline || problem.status >= 500 || [408, 425, 426, 429].includes(problem.status);

/** The server's name of a field, without how it got there (`body.title`). */
const fieldName = (name: string): string => name.replace(/^body\./, '');

export class Form<T extends { id: Id }, F extends object> {
  fields = $state() as F;
  why = $state('');
  ready = $state(false);
  busy = $state(false);
  /** These words come from a draft. */
  restored = $state(false);
  /** The thing is no longer there, or no longer ours to see. */
  gone = $state(false);
  /** By the server's name of the field: a word for what is wrong, or the server's own sentence. */
  errors = $state.raw<Record<string, string>>({});
  problem = $state.raw<ApiError>();
  conflicts = $state.raw<FieldConflict[]>();

  #target: Id = newId();
  #item: T | undefined;
  #rev: Rev | undefined;
  #conflictRev: Rev | undefined;
  #openedAt = taken;
  #replaces: Id | undefined;
  #initial = '';
  #tried: { key: Id; said: string } | undefined;
  readonly #draft: string;

  constructor(
    readonly open: OpenPlan,
    readonly shape: Shape<T, F>,
    /** Undefined: something new. */
    readonly id: Id | undefined,
    readonly place: Place,
  ) {
    this.#draft = `desk/${open.id}/${shape.kind}/${id ?? ['new', place.under ?? '', ...(place.slot ? [place.slot.day, place.slot.from] : [])].join('/')}`;
    this.#begin(undefined, undefined);
  }

  get target(): Id {
    return this.#target;
  }
  /** The thing as it was when the form was opened. */
  get item(): T | undefined {
    return this.#item;
  }
  /** In a draft that nobody was asked about yet, nothing is a change of something agreed. */
  get needsWhy(): boolean {
    const plan = this.open.plan;
    if (plan?.plan.status !== 'draft') return true;
    const asked = plan.plan_changes.find((c) => c.id === plan.plan.proposal?.change);
    return !!asked && !asked.citizen_answer;
  }
  get dirty(): boolean {
    return this.#said() !== this.#initial;
  }
  /** A write of this thing that could not be sent and is not in this form. */
  get stuck(): Item | undefined {
    return outbox.stuck.find(
      (item) => item.kind === this.shape.kind && item.target === this.id && item.id !== this.#replaces,
    );
  }

  /** The words beside a field; also those about a part of it (`place.name` for `place`). */
  error(field: string): string | undefined {
    return (
      this.errors[field] ?? Object.entries(this.errors).find(([name]) => name.startsWith(`${field}.`))?.[1]
    );
  }
  /** What the server says about fields that this form does not show. */
  get otherErrors(): string[] {
    const known = [...Object.keys(this.shape.write(this.fields, this.#item)), 'why'];
    return Object.entries(this.errors)
      .filter(([name]) => !known.includes(name.split('.')[0] ?? ''))
      .map(([, text]) => text);
  }

  #said = () => JSON.stringify([this.fields, this.why]);

  #begin(item: T | undefined, rev: Rev | undefined): void {
    this.#item = item;
    this.#rev = rev;
    if (item) this.#target = item.id;
    this.#openedAt = taken;
    this.fields = this.shape.read(item, this.place);
    this.#initial = this.#said();
  }

  #now(): T | undefined {
    const { server } = this.open;
    return server && this.shape.find(server, this.#target);
  }

  /** Opens it: over what could not be sent, else a draft, else the thing as it is. Needs the plan. */
  async start(): Promise<void> {
    const kept = await recallDraft(this.#draft);
    const { plan } = this.open;
    const item = plan && this.id ? this.shape.find(plan, this.id) : undefined;
    this.gone = !!this.id && !item;
    this.#begin(item, item && this.open.rev);
    if (kept) this.#restore(JSON.parse(kept) as Draft<T, F>);
    else if (this.stuck) this.takeUp(this.stuck);
    this.ready = true;
  }

  #restore(draft: Draft<T, F>): void {
    // A draft of an older form may lack a field: what the form knows today fills it.
    this.#target = draft.target;
    if (draft.item) this.#begin(draft.item, draft.rev);
    this.fields = { ...this.fields, ...draft.fields };
    this.why = draft.why;
    this.restored = this.dirty;
  }

  /** Takes a write that could not be sent back into the form, its conflict with it. */
  takeUp(stuck: Item): void {
    const { why, ...body } = stuck.body;
    const now = this.#now() ?? this.#item;
    this.#begin(now, now && (stuck.base ?? this.open.rev));
    this.#target = stuck.target;
    this.fields = this.shape.read(patched((now ?? { id: stuck.target }) as T, body), this.place);
    this.why = typeof why === 'string' ? why : '';
    this.#replaces = stuck.id;
    if (stuck.state === 'conflict' && stuck.problem?.conflicts.length) {
      this.#conflictRev = stuck.problem.rev;
      this.conflicts = stuck.problem.conflicts;
    } else if (stuck.problem) {
      this.problem = new ApiError(400, stuck.problem.code, stuck.problem.detail);
    }
  }

  /** Keeps what is typed; call it in an effect, so that every letter counts. */
  keep(): void {
    const draft: Draft<T, F> = {
      target: this.#target,
      ...(this.#item && { item: this.#item }),
      ...(this.#rev && { rev: this.#rev }),
      fields: this.fields,
      why: this.why,
    };
    const text = JSON.stringify(draft);
    if (!this.ready) return;
    if (this.dirty) keepDraft(this.#draft, text);
    else dropDraft(this.#draft);
  }
  /** Throws the words away; the thing stays as it is. */
  forget(): void {
    dropDraft(this.#draft);
  }

  #changed(): Fields {
    const before = this.#item ? this.shape.write(this.shape.read(this.#item, this.place), this.#item) : {};
    return changedFields(before, this.shape.write(this.fields, this.#item));
  }

  /** Saves it. `words` turns what the form itself finds into sentences; `ask` may hold it back once. */
  async save(
    words: (field: string, problem: string) => string,
    ask?: (changed: Fields) => Promise<boolean>,
  ): Promise<Saved> {
    if (this.busy) return 'not';
    const problems = Object.entries(this.shape.check(this.fields)).map(([f, p]) => [f, words(f, p)]);
    if (!this.why.trim() && this.needsWhy) problems.push(['why', words('why', 'missing')]);
    this.errors = Object.fromEntries(problems);
    this.problem = undefined;
    if (problems.length) return 'not';
    this.busy = true;
    try {
      const changed = this.#changed();
      if (ask && Object.keys(changed).length && !(await ask(changed))) return 'ask';
      return await this.#send(changed);
    } finally {
      this.busy = false;
    }
  }

  async #send(fields: Fields): Promise<Saved> {
    if (Object.keys(fields).length === 0) return 'nothing';
    const { kind } = this.shape;
    const result = results.get(`${kind}/${this.#target}`);
    const rev = result && result.at > this.#openedAt ? result.rev : this.#rev;
    const body = { ...fields, ...(this.why.trim() && { why: this.why.trim() }) };
    // The same words again are the same write: a lost answer must not write twice.
    const said = JSON.stringify([rev, body]);
    const key = this.#tried?.said === said ? this.#tried.key : newId();
    this.#tried = { key, said };
    const needs = this.shape.needs(this.fields);
    const queued = outbox.items.some(
      (item) =>
        item.id !== this.#replaces &&
        ((item.kind === kind && item.target === this.#target) ||
          needs.includes(`${item.kind}/${item.target}`)),
    );
    const later = async (): Promise<Saved> => {
      await write({ plan: this.open.id, kind, target: this.#target, body, base: rev, needs, key });
      await this.#done('waiting');
      return 'waiting';
    };
    if (queued) return later();
    try {
      const put = PUT[kind] as (p: Id, id: Id, body: Fields, o: api.WriteOptions) => Promise<WriteResult>;
      await put(this.open.id, this.#target, body, { key, ...(rev && { rev }) });
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (passing(problem)) return later();
      return this.#refused(problem, fields);
    }
    await this.#done('saved');
    void this.open.pull();
    return 'saved';
  }

  async #done(how: 'saved' | 'waiting'): Promise<void> {
    dropDraft(this.#draft);
    await this.#follow();
    if (this.#replaces) await throwAway(this.#replaces);
    this.#replaces = undefined;
    lately.set(this.#target, how);
  }

  /** What a new thing changes on another one waits behind it. */
  async #follow(): Promise<void> {
    const { plan, rev } = this.open;
    const next =
      this.id || !plan ? undefined : this.shape.follows?.(this.fields, this.#target, this.place, plan);
    if (!next) return;
    const body = { ...next.body, ...(this.why.trim() && { why: this.why.trim() }) };
    await write({
      plan: this.open.id,
      ...next,
      body,
      base: rev,
      needs: [`${this.shape.kind}/${this.#target}`],
    });
  }

  async #refused(problem: ApiError, mine: Fields): Promise<Saved> {
    if (problem.status === 409) {
      await this.open.pull();
      this.#conflictRev = problem.rev;
      this.conflicts = problem.conflicts;
    } else if (problem.code === 'bad_rev' && this.#item) {
      return this.#compareHere(problem, mine);
    } else if (problem.fields.length) {
      this.errors = Object.fromEntries(problem.fields.map((f) => [fieldName(f.field), f.detail]));
      this.problem = this.otherErrors.length ? problem : undefined;
    } else {
      this.problem = problem;
    }
    return 'not';
  }

  /** The server no longer knows the revision this form was opened at: what it would have compared is compared here. */
  async #compareHere(problem: ApiError, mine: Fields): Promise<Saved> {
    await this.open.pull();
    const now = this.#now();
    if (!now || !this.#item || this.open.rev === this.#rev) {
      this.problem = problem;
      return 'not';
    }
    const write = (item: T) => this.shape.write(this.shape.read(item, this.place), item);
    const found = clashes(write(this.#item), write(now), mine);
    if (found.length) {
      this.#conflictRev = this.open.rev;
      this.conflicts = found;
      return 'not';
    }
    this.#rebase(now, this.open.rev, mine);
    return this.#send(this.#changed());
  }

  /** Opens the form again over the thing as it is now, with my fields on it. */
  #rebase(now: T, rev: Rev | undefined, mine: Fields): void {
    const { why } = this;
    this.#begin(now, rev);
    this.fields = this.shape.read(patched(now, mine), this.place);
    this.why = why;
  }

  /**
   * Settles a conflict: for each field that two people changed, the text that shall stand. A field whose text is
   * theirs is not sent.
   */
  async settle(chosen: Map<string, unknown>): Promise<Saved> {
    const list = this.conflicts ?? [];
    const mine = this.#changed();
    for (const { field, theirs } of list) {
      const text = chosen.get(field);
      if (same(text, theirs)) delete mine[field];
      else mine[field] = text;
    }
    const theirs = Object.fromEntries(list.map((c) => [c.field, c.theirs]));
    const seen = this.#now();
    // Without net the answer's own texts must do. The revision is the one the texts were told for, not the plan's: what
    // was changed since has not been chosen about, and the server must ask again.
    const now = seen ?? patched(this.#item ?? ({ id: this.#target } as T), theirs);
    this.#rebase(now, this.#conflictRev ?? this.#rev, mine);
    this.conflicts = undefined;
    this.busy = true;
    try {
      const saved = await this.#send(this.#changed());
      if (saved === 'nothing') await this.#done('saved');
      return saved === 'nothing' ? 'saved' : saved;
    } finally {
      this.busy = false;
    }
  }
  /** Back to the form with both texts still there: nothing is sent. */
  later(): void {
    this.conflicts = undefined;
  }
}
