/**
 * Asks the server what speaks against a time before it is saved, and asks the person once: the same warnings a second
 * time stop nobody. Without net nothing is asked; the server has the last word anyway.
 */
import { ApiError, type Id } from '$lib/api';
import { checkMeetings, type Booking, type MeetingWarning } from '$lib/api/staff-meetings';

export class Asking {
  warnings = $state.raw<MeetingWarning[]>([]);
  #seen = '';
  #about = '';

  /** What stands in the form now; warnings of what stood there before are no longer true. Call it from an effect. */
  about(now: unknown): void {
    const said = JSON.stringify(now);
    if (said === this.#about) return;
    this.#about = said;
    this.warnings = [];
  }

  /**
   * Whether it may be saved now; false when there is something new to read first. `instead` is a meeting that goes when
   * this one comes: being at the same time as that is nothing to warn of.
   */
  async mayGo(plan: Id, booking: Booking, instead?: Id): Promise<boolean> {
    let found: MeetingWarning[];
    const about = this.#about;
    try {
      const { warnings } = await checkMeetings(plan, booking);
      found = warnings.filter((w) => !instead || w.other !== instead);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      // What is wrong with the fields is said when it is saved, beside them.
      this.warnings = [];
      return true;
    }
    const said = JSON.stringify([
      booking.meetings.map((m) => [m.id, m.start, m.end]),
      found.map((w) => [w.code, w.meeting, w.other ?? '', w.text]),
    ]);
    const known = said === this.#seen;
    // Mended while the answer was on its way: what it says is of the old time.
    if (about !== this.#about) return false;
    this.#seen = said;
    this.warnings = found;
    return !found.length || known;
  }
}
