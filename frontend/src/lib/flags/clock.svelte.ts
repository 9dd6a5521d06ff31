/**
 * Who has a flag, and by when something happens: as the rules of attention have it, in working hours, with whoever
 * stands in. Kept sealed on the phone: without net the last word stands.
 */
import { ApiError, call } from '../api/client';
import type { Flag, Id, Instant } from '../api/types';
import { keep, recall } from '../db';
import { whenTaken } from '../outbox';
import { session } from '../session';
import { onLive } from '../sync';

export interface FlagAlert {
  rule: string;
  subject?: { kind: string; id: Id };
  since: Instant;
  acts?: { person: Id; name: string };
  due?: Instant;
  told: { role: string; person?: Id; name?: string; at: Instant }[];
}

export class FlagClock {
  #alerts = $state.raw<readonly FlagAlert[]>();

  constructor(readonly plan: Id) {}

  of(flag: Flag): FlagAlert | undefined {
    return this.#alerts?.find((a) => a.subject?.id === flag.id);
  }
  /** Follows it until the answer is called. */
  follow(): () => void {
    void this.#start();
    const pull = () => void this.#pull();
    const timer = setInterval(pull, 60_000);
    const ends = [
      onLive((event) => event.type !== 'lost' && pull()),
      whenTaken((item) => item.kind.startsWith('flag') && pull()),
      () => clearInterval(timer),
    ];
    return () => ends.forEach((end) => end?.());
  }
  async #start(): Promise<void> {
    const user = session.me?.person.id;
    const kept = user && session.mayKeep ? await recall<readonly FlagAlert[]>(user, this.#name()) : undefined;
    this.#alerts ??= kept;
    await this.#pull();
  }
  async #pull(): Promise<void> {
    try {
      const { alerts } = await call<{ alerts: FlagAlert[] }>(`/plans/${this.plan}/attention`);
      this.#alerts = alerts.filter((a) => a.rule.startsWith('flag_'));
      const user = session.me?.person.id;
      if (user && session.mayKeep) await keep(user, this.#name(), this.#alerts);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
    }
  }
  #name = () => `flags/${this.plan}`;
}
