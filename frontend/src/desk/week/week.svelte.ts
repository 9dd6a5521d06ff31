/**
 * One week on screen, live: asked for again when the stream says that something moved, when the page comes to the front,
 * and once a minute, since a deputy's window that ends says nothing on the stream. The week of today is kept sealed on
 * this browser, for a workplace visit without net.
 */
import { announce } from '$lib/a11y';
import { ApiError, type Day } from '$lib/api';
import { getWeek, type Week, type WeekEntry } from '$lib/api/staff-week';
import { keep, recall } from '$lib/db';
import { session } from '$lib/session';
import { onLive } from '$lib/sync';
import { clock } from '$lib/text';
import { mondayOf } from './place';
import { words } from './words';

const NAME = 'desk/week';
const EVERY_MS = 60_000;
/** A write says it twice on the stream: one question answers both. */
const GATHER_MS = 250;

export class ShownWeek {
  /** Undefined until there is something to show. */
  week = $state.raw<Week>();
  problem = $state.raw<ApiError>();
  readonly monday: Day;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer asks, in ms of `performance.now()`. */
  #asksAt = Infinity;
  #asking: Promise<void> | undefined;
  #again = false;
  #over = false;

  constructor(day: Day) {
    this.monday = mondayOf(day);
  }

  get #keeps(): boolean {
    return session.mayKeep && this.monday === mondayOf(clock.today);
  }

  /** Follows the week until the answer is called. */
  follow(): () => void {
    const deaf = onLive((event) => {
      if (event.type !== 'lost') this.#soon(GATHER_MS);
    });
    const front = () => document.visibilityState === 'visible' && this.#soon(0);
    document.addEventListener('visibilitychange', front);
    void this.#begin();
    return () => {
      this.#over = true;
      this.#rest();
      document.removeEventListener('visibilitychange', front);
      deaf();
    };
  }

  async #begin(): Promise<void> {
    const user = session.me?.person.id;
    const kept = user && this.#keeps ? await recall<Week>(user, NAME) : undefined;
    if (kept?.days[0]?.date === this.monday) this.week ??= kept;
    await this.reload();
  }

  reload = (): Promise<void> => {
    this.#rest();
    if (this.#asking) {
      this.#again = true;
      return this.#asking;
    }
    this.#asking = (async () => {
      do {
        this.#again = false;
        await this.#ask();
      } while (this.#again && !this.#over);
    })().finally(() => {
      this.#asking = undefined;
      this.#soon(EVERY_MS);
    });
    return this.#asking;
  };

  /** Asks again after so long, unless it is asked sooner anyway: what is said while an answer is on its way counts. */
  #soon(ms: number): void {
    const at = performance.now() + ms;
    if (this.#over || !session.me || at >= this.#asksAt) return;
    this.#rest();
    this.#asksAt = at;
    this.#timer = setTimeout(() => void this.reload(), ms);
  }
  #rest(): void {
    clearTimeout(this.#timer);
    this.#asksAt = Infinity;
  }

  async #ask(): Promise<void> {
    const user = session.me?.person.id;
    if (!user || this.#over || document.visibilityState === 'hidden') return;
    try {
      const next = await getWeek(this.monday);
      if (this.#over || session.me?.person.id !== user) return;
      if (this.week && !this.problem) this.#tell(this.week.entries, next.entries);
      this.week = next;
      this.problem = undefined;
      if (this.#keeps) await keep(user, NAME, next);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = error;
      // What one may not see any more does not stay on the screen; without net it does.
      if (!error.offline && error.status < 500) this.week = undefined;
    }
  }

  /** Says aloud for whom something moved: one name, or that several did. */
  #tell(before: readonly WeekEntry[], after: readonly WeekEntry[]): void {
    const [was, is] = [before, after].map((list) => new Map(list.map((e) => [JSON.stringify(e), e])));
    const moved = [
      ...before.filter((e) => !is?.has(JSON.stringify(e))),
      ...after.filter((e) => !was?.has(JSON.stringify(e))),
    ];
    const names = [...new Set(moved.map((e) => e.citizen.preferred_name))];
    if (names.length) announce(names.length === 1 ? words().changedFor(names[0] ?? '') : words().changed);
  }
}
