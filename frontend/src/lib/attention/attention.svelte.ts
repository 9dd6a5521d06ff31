/**
 * What wants attention on a plan as its citizen is told of it: in words, who was told and when, and for a flag who acts
 * and by when, in working hours, with whoever stands in. Kept sealed on the phone: without net the last word stands.
 */
import { ApiError, call } from '../api/client';
import type { Id, Instant } from '../api/types';
import { keep, recall } from '../db';
import { whenTaken } from '../outbox';
import { session } from '../session';
import { onLive } from '../sync';

/** One thing that lacks or is late. */
export interface CitizenAlert {
  key: string;
  rule: string;
  level: string;
  text: string;
  subject?: { kind: string; id: Id };
  since: Instant;
  acts?: { person: Id; name: string };
  /** When somebody else is told as well; only of what shows a clock. */
  due?: Instant;
  /** Without a name the role has nobody. */
  told: { role: string; person?: Id; name?: string; at: Instant }[];
}

export class Attention {
  #alerts = $state.raw<readonly CitizenAlert[]>();
  #followers = 0;
  #ends: (() => void)[] = [];

  constructor(readonly plan: Id) {}

  get alerts(): readonly CitizenAlert[] {
    return this.#alerts ?? [];
  }
  /** What there is about a flag. */
  ofFlag(id: Id): CitizenAlert | undefined {
    return this.alerts.find((a) => a.subject?.id === id && ofFlag(a));
  }
  /** Follows it until the answer is called. Whoever else follows it on the same page shares the calls. */
  follow(): () => void {
    if (!this.#followers++) this.#begin();
    return () => {
      if (!--this.#followers) for (const end of this.#ends.splice(0)) end();
    };
  }
  #begin(): void {
    void this.#start();
    const pull = () => void this.#pull();
    // Only a clock moves on without anything that the server would tell of.
    const timer = setInterval(() => this.alerts.some((a) => a.due) && pull(), 60_000);
    this.#ends = [
      onLive((event) => event.type !== 'lost' && pull()),
      whenTaken((item) => item.kind.startsWith('flag') && pull()),
      () => clearInterval(timer),
    ];
  }
  async #start(): Promise<void> {
    const user = session.me?.person.id;
    const kept =
      user && session.mayKeep ? await recall<readonly CitizenAlert[]>(user, this.#name()) : undefined;
    this.#alerts ??= kept;
    await this.#pull();
  }
  async #pull(): Promise<void> {
    try {
      const { alerts } = await call<{ alerts: CitizenAlert[] }>(`/plans/${this.plan}/attention`);
      this.#alerts = alerts;
      const user = session.me?.person.id;
      if (user && session.mayKeep) await keep(user, this.#name(), alerts);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
    }
  }
  #name = () => `attention/${this.plan}`;
}

/** Whether it is about a flag, which has cards of its own. */
export const ofFlag = (a: CitizenAlert): boolean => a.rule.startsWith('flag_');

let last: Attention | undefined;
/** That of a plan: one for all who follow it at the same time. */
export function attentionOf(plan: Id): Attention {
  if (last?.plan !== plan) last = new Attention(plan);
  return last;
}
