/** The form of a sound as bars, and times as people read them. Pure. */

/** As many bars as the server takes, at most. */
export const BARS = 48;

/** How loud each part is, 0 to 100, the loudest of all always 100; every bar is at least a dot. */
export function bars(peaks: readonly number[], count = BARS): number[] {
  const loudest = Math.max(...peaks, 0.01);
  const n = Math.min(count, peaks.length);
  return Array.from({ length: n }, (_, i) => {
    const part = peaks.slice(Math.floor((i * peaks.length) / n), Math.floor(((i + 1) * peaks.length) / n));
    return Math.max(2, Math.round((100 * Math.max(...part)) / loudest));
  });
}

/** 75 → "1:15". */
export const clockOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The bars from one to another as one line drawing on a field 100 high, three wide for each. */
export const drawn = (wave: readonly number[], from: number, to: number): string =>
  wave
    .slice(from, to)
    .map((bar, i) => `M${(from + i) * 3 + 1.5} ${50 - bar / 2.2}v${bar / 1.1}`)
    .join('');
