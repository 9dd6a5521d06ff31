/**
 * Plans on this browser: opened by id, shown from the phone at once, pulled when the server has news.
 *
 * `plan` is what the server last said with the person's own waiting writes laid over it; `rev` is what a write is
 * based on. Every open plan follows the live stream.
 */
import { ApiError } from '../api/client';
import { getPlan, getPlanChanges } from '../api/plan';
import type { Id, Plan, Rev } from '../api/types';
import { forget, keep, recall } from '../db';
import { once } from '../nav/once';
import { stands } from '../nav/paint';
import { outbox, whenTaken } from '../outbox';
import { session, whenWiped } from '../session';
import { now } from '../text/clock';
import { dayOf } from '../text/dates';
import { onLive } from './listeners';
import { standing } from './standing.svelte';

/** `starting`: nothing yet; `ready`: there is a plan to show; `missing`: not ours to see, or gone; `failed`: no answer. */
export type PlanState = 'starting' | 'ready' | 'missing' | 'failed';

const apply = once(() => import('./apply'));

interface Kept {
  plan: Plan;
  /** Ms since 1970, server's clock, of the last answer that said "this is how it is". */
  freshAt: number;
}

export class OpenPlan {
  #server = $state.raw<Plan>();
  #state = $state<PlanState>('starting');
  #freshAt = $state(0);
  #offline = $state(false);
  #problem = $state.raw<ApiError>();
  #pulling: Promise<void> | undefined;
  #again = false;
  #view = $derived.by(() => this.#server && outbox.over(this.#server, dayOf(now())));

  constructor(readonly id: Id) {}

  /** The plan as the person sees it: the server's, with his own waiting writes on top. */
  get plan(): Plan | undefined {
    return this.#view;
  }
  /** As the server last said, without anything that waits. */
  get server(): Plan | undefined {
    return this.#server;
  }
  get rev(): Rev | undefined {
    return this.#server?.rev;
  }
  get state(): PlanState {
    return this.#state;
  }
  /** When the server last confirmed it, in ms by the server's clock; 0 = never on this browser. */
  get freshAt(): number {
    return this.#freshAt;
  }
  /** The last try did not reach the server: what is shown is from `freshAt`. */
  get offline(): boolean {
    return this.#offline;
  }
  get problem(): ApiError | undefined {
    return this.#problem;
  }

  /** Shows what the phone kept, then asks the server. */
  async start(): Promise<void> {
    const user = session.me?.person.id;
    const early = session.takePlan() as Kept | undefined;
    // Awaited in any case: whoever asked for this plan is still working out what to show.
    const kept = await (early?.plan.plan.id === this.id
      ? early
      : user && session.mayKeep
        ? recall<Kept>(user, `plan/${this.id}`)
        : undefined);
    if (kept && !this.#server && kept.plan.format === 1) {
      this.#server = kept.plan;
      this.#freshAt = kept.freshAt;
      this.#state = 'ready';
      await stands;
    }
    await this.pull();
  }

  /** Brings the plan up to date. Calls during a pull make it look once more; never throws. */
  pull(): Promise<void> {
    if (this.#pulling) {
      this.#again = true;
      return this.#pulling;
    }
    this.#pulling = (async () => {
      do {
        this.#again = false;
        await this.#pullOnce();
      } while (this.#again);
    })().finally(() => (this.#pulling = undefined));
    return this.#pulling;
  }

  async #pullOnce(): Promise<void> {
    const landed = outbox.landed.filter((item) => item.plan === this.id);
    try {
      await this.#take(await this.#fetch());
      outbox.arrived(landed);
      this.#offline = false;
      this.#problem = undefined;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.#problem = problem;
      if (problem.status === 404) {
        this.#state = 'missing';
        this.#server = undefined;
        const user = session.me?.person.id;
        if (user) await forget(user, `plan/${this.id}`);
        return;
      }
      this.#offline = problem.offline || problem.status >= 500;
      if (!this.#server) this.#state = 'failed';
    }
  }

  async #fetch(): Promise<Plan> {
    const known = this.#server;
    if (!known) return getPlan(this.id);
    try {
      const changes = await getPlanChanges(this.id, known.rev);
      // Nothing new is the same plan: what shows it has nothing to look through.
      return changes.rev === known.rev ? known : (await apply()).applyChanges(known, changes);
    } catch (problem) {
      // A cursor the server no longer knows: take the whole plan.
      if (problem instanceof ApiError && problem.code === 'bad_rev') return getPlan(this.id);
      throw problem;
    }
  }

  async #take(plan: Plan): Promise<void> {
    this.#server = plan;
    this.#freshAt = now();
    this.#state = 'ready';
    const user = session.me?.person.id;
    if (user && session.mayKeep)
      void keep(user, `plan/${this.id}`, { plan, freshAt: this.#freshAt } satisfies Kept);
  }

  /** The live stream says which revision there is; the same one needs no pull. */
  heard(rev: Rev | undefined): void {
    if (rev === undefined || rev !== this.#server?.rev) void this.pull();
    else {
      this.#freshAt = now();
      this.#offline = false;
    }
  }
  /** The stream is lost, or stands again. */
  net(there: boolean): void {
    this.#offline = !there;
  }
}

const open = new Map<Id, OpenPlan>();

/** The plan with that id, live from now on. The same id gives the same plan. */
export function openPlan(id: Id): OpenPlan {
  let plan = open.get(id);
  if (!plan) {
    plan = standing(() => new OpenPlan(id));
    open.set(id, plan);
    void plan.start();
  }
  return plan;
}
/** Stops following a plan (the desk moves between hundreds; a phone keeps its one). */
export function closePlan(id: Id): void {
  open.delete(id);
}

/** Asks the server about every open plan: the page is in front again, or the net is back. */
export async function pullAll(): Promise<void> {
  await Promise.all([...open.values()].map((plan) => plan.pull()));
}

/** Wires the plans to the live stream, the outbox and the end of the session; called once at start. */
export function startPlans(): void {
  whenWiped(() => open.clear());
  whenTaken((item) => void open.get(item.plan)?.pull());
  addEventListener('online', () => void pullAll());
  onLive((event) => {
    if (event.type === 'rev') open.get(event.plan)?.heard(event.rev);
    else if (event.type === 'back') void pullAll();
    else if (event.type === 'stood' || event.type === 'lost')
      for (const plan of open.values()) plan.net(event.type === 'stood');
  });
}
