/** A yes to "Kan jeg komme med i dag?" as the meeting it books. Pure. */
import type { Id, Meeting, MeetingFields, MeetingForm, Place, Plan, TimeSpan } from '$lib/api';
import { shortTime } from '$lib/text';
import { isClock } from '../forms/typed';
import { copenhagenMoment } from '../forms/time';
import type { TypedTime } from './times';

export interface Yes {
  time: TypedTime;
  form: string;
  /** The place's name; empty for none. */
  place: string;
  /** Whoever answers fetches the citizen. */
  fetch: boolean;
  /** `HH:MM` when they leave. */
  leaves: string;
}

/** Places that meetings of this plan were held at, the latest first: what was typed once need not be typed again. */
export function placesOf(plan: Plan): Place[] {
  const out = new Map<string, Place>();
  const latest = [...plan.meetings].sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
  for (const { place, form, partial } of latest)
    if (place?.name && !partial && form !== 'phone' && !out.has(place.name)) out.set(place.name, place);
  return [...out.values()];
}

/** The meeting's fields. What the citizen reads in them is Danish whatever language the desk speaks. */
export function meetingFor(
  yes: Yes,
  span: TimeSpan,
  me: { id: Id; name: string },
  known: Place | undefined,
): { fields: MeetingFields } | { problem: 'missing' | 'clock' | 'skipped' | 'late' } {
  const first = me.name.split(' ')[0] ?? me.name;
  let transport: Meeting['transport'];
  if (yes.fetch) {
    if (!yes.leaves.trim()) return { problem: 'missing' };
    if (!isClock(yes.leaves)) return { problem: 'clock' };
    const leaves = copenhagenMoment(yes.time.day, yes.leaves);
    if ('problem' in leaves) return { problem: 'skipped' };
    if (Date.parse(leaves.instant) > Date.parse(span.start)) return { problem: 'late' };
    transport = {
      who: me.id,
      leaves: leaves.instant,
      text: `${first} henter dig kl. ${shortTime(yes.leaves, 'da')}.`,
    };
  }
  const place = yes.place.trim();
  return {
    fields: {
      title: `Møde med ${first}`,
      ...span,
      form: yes.form as MeetingForm,
      with: [me.id],
      ...(place && { place: known ?? { name: place } }),
      ...(transport && { transport }),
    },
  };
}
