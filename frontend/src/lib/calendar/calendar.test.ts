/**
 * What the server writes, read by a calendar program that is not ours. The files are held to be what the server writes
 * by backend/calendar's own test.
 */
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import cancelled from '../../../../backend/calendar/testdata/cancelled.ics?raw';
import changes from '../../../../backend/calendar/testdata/changes.ics?raw';
import made from '../../../../backend/calendar/testdata/made.ics?raw';
import moved from '../../../../backend/calendar/testdata/moved.ics?raw';

interface Shown {
  start: string;
  end: string;
  title: string;
  sequence: number;
}

/** A calendar elsewhere: takes what is newer by RFC 5546 § 2.1.5, and shows nothing that was called off. */
class Client {
  #kept = new Map<string, ICAL.Event>();
  take(file: string): void {
    const calendar = new ICAL.Component(ICAL.parse(file));
    for (const zone of calendar.getAllSubcomponents('vtimezone'))
      ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    for (const component of calendar.getAllSubcomponents('vevent')) {
      const event = new ICAL.Event(component);
      const had = this.#kept.get(event.uid);
      if (!had || event.sequence > had.sequence) this.#kept.set(event.uid, event);
    }
  }
  get shown(): Record<string, Shown> {
    const out: Record<string, Shown> = {};
    for (const [uid, event] of this.#kept)
      if (event.component.getFirstPropertyValue('status') !== 'CANCELLED')
        out[uid] = {
          start: event.startDate.toJSDate().toISOString(),
          end: event.endDate.toJSDate().toISOString(),
          title: event.summary,
          sequence: event.sequence,
        };
    return out;
  }
}
const MOVING = '3d0f8a4e@tavlen.example';
const STAYING = '77ab@tavlen.example';

describe('a calendar elsewhere', () => {
  it('shows a meeting, moves it, and takes it away', () => {
    const client = new Client();
    client.take(made);
    expect(client.shown[MOVING]).toEqual({
      start: '2026-12-01T09:00:00.000Z',
      end: '2026-12-01T10:00:00.000Z',
      title: 'Aftale',
      sequence: 0,
    });
    const other = client.shown[STAYING];
    expect(other?.title).toBe(
      'Gåtur ved søen; vi mødes på broen, hvor der står “Åben for alle” – tag gerne én med, og husk støvler',
    );
    client.take(moved);
    expect(client.shown[MOVING]?.start).toBe('2026-12-02T12:00:00.000Z');
    expect(Object.keys(client.shown)).toHaveLength(2);
    client.take(cancelled);
    expect(client.shown[MOVING]).toBeUndefined();
    expect(client.shown[STAYING]).toEqual(other);
    // What was on its way for long changes nothing.
    client.take(moved);
    expect(client.shown[MOVING]).toBeUndefined();
  });

  it('knows the instant over both changes of the clock', () => {
    const client = new Client();
    client.take(changes);
    const starts = Object.fromEntries(
      Object.entries(client.shown).map(([uid, { start }]) => [uid.split('@')[0], start]),
    );
    expect(starts).toEqual({
      'spring-before': '2026-03-29T00:00:00.000Z',
      'spring-after': '2026-03-29T01:30:00.000Z',
      'autumn-first': '2026-10-24T23:30:00.000Z',
      'autumn-second': '2026-10-25T01:30:00.000Z',
      'autumn-after': '2026-10-26T07:00:00.000Z',
      leap: '2028-02-29T11:00:00.000Z',
    });
    for (const { start, end } of Object.values(client.shown))
      expect(Date.parse(end) - Date.parse(start)).toBe(3_600_000);
  });

  it.each(Object.entries({ made, moved, cancelled, changes }))(
    '%s: every line is one (RFC 5545 § 3.1)',
    (_name, file) => {
      expect(file.endsWith('\r\n')).toBe(true);
      for (const line of file.slice(0, -2).split('\r\n')) {
        expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
        expect(line).not.toBe('');
      }
      for (const event of new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent'))
        for (const must of ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'sequence', 'status', 'class'])
          expect(event.getAllProperties(must)).toHaveLength(1);
    },
  );
});
