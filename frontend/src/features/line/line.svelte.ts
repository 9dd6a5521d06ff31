/** What was promised of an answer, kept sealed on the phone: without net it stands there with its age. */
import { ApiError, type Id } from '$lib/api';
import { getPromise, type Line } from '$lib/api/line';
import { keep, recall } from '$lib/db';
import { whenTaken } from '$lib/outbox';
import { session } from '$lib/session';
import { onLive } from '$lib/sync';

export class LineOf {
  line = $state.raw<Line>();
  /** It could not be asked for again: what stands here is from `as_of`. */
  old = $state(false);

  constructor(
    readonly plan: Id,
    readonly thread: Id | undefined,
  ) {}

  /** Follows it until the answer is called. */
  follow(): () => void {
    void this.start();
    const reload = () => void this.pull();
    const timer = setInterval(reload, 60_000);
    const ends = [
      onLive((event) => event.type !== 'lost' && reload()),
      whenTaken((item) => item.kind === 'message' && reload()),
      () => clearInterval(timer),
    ];
    return () => ends.forEach((end) => end?.());
  }
  async start(): Promise<void> {
    const user = session.me?.person.id;
    const kept = user && session.mayKeep ? await recall<Line>(user, this.#name()) : undefined;
    this.line ??= kept;
    await this.pull();
  }
  async pull(): Promise<void> {
    try {
      this.line = await getPromise(this.plan, this.thread);
      this.old = false;
      const user = session.me?.person.id;
      if (user && session.mayKeep) await keep(user, this.#name(), this.line);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.old = true;
    }
  }
  #name = () => `promise/${this.plan}/${this.thread ?? ''}`;
}
