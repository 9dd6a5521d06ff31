/** One's own choices as the form shows and sends them. Pure. */
import type { Channel, OwnSettings } from '$lib/api';
import type { Item } from '$lib/outbox';

/** How long before a meeting, as ISO 8601 durations. */
export const REMINDERS = ['P7D', 'P1D', 'PT3H', 'PT2H', 'PT1H'] as const;
/** What holds for whoever chose nothing. */
const USUAL = {
  reminders: ['P1D', 'PT2H'],
  quiet_hours: { from: '21:00', to: '07:00' },
  channels: ['push', 'sms', 'email'] as Channel[],
};

/** What the server has said, with what waits laid over it. */
export const ownNow = (known: OwnSettings | undefined, waiting: readonly Pick<Item, 'body'>[]) =>
  ({
    ...USUAL,
    ...Object.assign({}, known, ...waiting.map((item) => item.body)),
  }) as typeof USUAL & OwnSettings;

/** The way that is tried first, then the others; a call only for whoever wants one. */
export const ladder = (first: Channel, before: readonly Channel[]): Channel[] => [
  ...new Set([first, ...USUAL.channels, ...before]),
];

/** As the server reads them: eight Danish digits, or a number with its country's. Empty is fine. */
export const numberOk = (text: string): boolean =>
  /^(|[2-9]\d{7}|(\+|00)[1-9]\d{7,14})$/.test(text.replace(/[\s().\-/]/g, ''));
export const mailOk = (text: string): boolean => /^(|[^\s@]+@[^\s@]+\.[^\s@.]+)$/.test(text.trim());
