/** One plan's hours with pay, as the server has them and with what waits laid over; kept sealed for when there is no net. */
import { untrack } from 'svelte';
import { call } from '../../api/client';
import type { Day, Id } from '../../api/types';
import { keep, recall } from '../../db';
import { outbox, write } from '../../outbox';
import { session } from '../../session';
import { onLive } from '../../sync';
import { now } from '../../text';
import { withWaiting, type Hours } from './hours';

const NONE: Hours = { weeks: [], corrections: [], people: [] };
const nameOf = (plan: Id) => `hours/${plan}`;

export class HoursOf {
  #known = $state.raw<Hours>();
  /** The server could not be asked, and nothing was kept of what it said before. */
  failed = $state(false);
  #asked = 0;
  readonly plan: Id;
  constructor(plan: Id) {
    this.plan = plan;
  }
  get ready(): boolean {
    return !!this.#known || this.failed;
  }
  get hours(): Hours {
    return withWaiting(this.#known ?? NONE, [...outbox.landed, ...outbox.items], this.plan);
  }
  get waits(): boolean {
    return outbox.items.some((item) => item.kind === 'hours' && item.plan === this.plan);
  }
  async load(): Promise<void> {
    const asked = ++this.#asked;
    const user = session.me?.person.id;
    try {
      const hours = await call<Hours>(`/plans/${this.plan}/hours`);
      if (asked !== this.#asked) return; // another question was asked since, and its answer is newer
      this.#known = hours;
      this.failed = false;
      if (user) await keep(user, nameOf(this.plan), hours).catch(() => undefined);
    } catch {
      if (asked !== this.#asked || this.#known) return;
      const kept = user ? await recall<Hours>(user, nameOf(this.plan)).catch(() => undefined) : undefined;
      if (asked !== this.#asked || this.#known) return;
      this.#known = kept;
      this.failed = !kept;
    }
  }
  /**
   * Asks now and whenever it may be another: something of it was sent, the page is in front again, the net is back. Called
   * while a component is made, and over with it.
   */
  follow(): void {
    let waited = 1; // so that it is asked at once
    $effect(() => {
      const waits = outbox.items.filter((item) => item.kind === 'hours').length;
      if (waits < waited) untrack(() => void this.load());
      waited = waits;
    });
    $effect(() =>
      onLive((event) => {
        if (event.type === 'back' || event.type === 'stood') void this.load();
      }),
    );
  }
  /** Tells of a week, or of a run of them; without minutes what was told is taken back. */
  tell(from: Day, minutes: number | undefined, more: { to?: Day; said_by?: Id } = {}): Promise<void> {
    const told = minutes === undefined ? { not_told: true } : { minutes };
    return this.#write(`weeks/${from}`, { ...told, ...more });
  }
  choose(minutes: number | undefined): Promise<void> {
    return this.#write('goal', { ...(minutes !== undefined && { minutes }) });
  }
  #write(target: string, body: Record<string, unknown>): Promise<void> {
    const said_at = new Date(now()).toISOString();
    return write({ plan: this.plan, kind: 'hours', target, body: { ...body, said_at } });
  }
}
