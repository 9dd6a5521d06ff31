/**
 * One answer on its way to the server, from a card that stays where it is until it is taken.
 *
 * What answers a citizen is not put in the queue: whoever writes must know that it got there, or ring instead. The
 * words stay in the card and in its draft, and the same words again go under the same key, so that a lost answer does
 * not answer twice.
 */
import { ApiError, newId } from '$lib/api';

/** A field's name without how it got there: `body.meetings.0.title` is the title. */
const fieldName = (name: string): string => name.replace(/^body\./, '').replace(/^meetings?\.(\d+\.)?/, '');

export class Sending {
  busy = $state(false);
  problem = $state.raw<ApiError>();
  #tried: { said: string; key: string } | undefined;

  /** What the server says about a field, by its own name or the part's before the first dot. */
  error(field: string): string | undefined {
    return this.problem?.fields.find((f) => {
      const name = fieldName(f.field);
      return name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`);
    })?.detail;
  }
  /** Whether the problem is one that stands beside no field of `shown`. */
  general(shown: readonly string[]): boolean {
    return !!this.problem && !shown.some((field) => this.error(field));
  }

  /** Sends `said`; the answer, or undefined when it was not taken (`problem` says why). */
  async send<T>(said: unknown, what: (key: string) => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = undefined;
    const text = JSON.stringify(said);
    const key = this.#tried?.said === text ? this.#tried.key : newId();
    this.#tried = { said: text, key };
    try {
      const answer = await what(key);
      this.#tried = undefined;
      return answer;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.problem = problem;
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
