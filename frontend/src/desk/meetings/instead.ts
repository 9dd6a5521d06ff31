/** The meeting that takes the place of one the citizen cannot come to. Pure. */
import type { Meeting, MeetingFields, MeetingForm, TimeSpan } from '$lib/api';

const OF_THE_MEETING = [
  'title',
  'with',
  'purpose',
  'mandatory',
  'duty_text',
  'bring',
  'reminders',
  'effort',
  'interpreter',
  'may_choose_form',
  // Those the citizen had asked along are suggested anew: another time may not be theirs.
  'companions',
] as const;

/**
 * The same meeting at another time or in another form. A place goes with its form: nobody walks in a meeting room. How
 * one gets there goes with its time, and is agreed anew.
 */
export function insteadOf(
  meeting: Meeting,
  to: { span: TimeSpan; form: MeetingForm; place: string },
): MeetingFields {
  const kept: Record<string, unknown> = {};
  for (const field of OF_THE_MEETING) {
    const value = meeting[field];
    if (value !== undefined && !(Array.isArray(value) && !value.length)) kept[field] = value;
  }
  const name = to.place.trim();
  const same = to.form === meeting.form && (!name || name === meeting.place?.name);
  const place = same ? meeting.place : name ? { name } : undefined;
  return {
    ...kept,
    ...to.span,
    form: to.form,
    ...(place && { place }),
    ...(to.form === 'video' && meeting.link && { link: meeting.link }),
  };
}
