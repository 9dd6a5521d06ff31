/** How large the words are on this browser. The person's own setting is the start; this device may differ. */
import type { TextSize } from '../api/types';

const KEY = 'tavlen-text-size';
let size = $state<TextSize>('normal');
let chosen = false;

function show(to: TextSize): void {
  size = to;
  if (to === 'normal') delete document.documentElement.dataset.size;
  else document.documentElement.dataset.size = to;
}

export const textSize = {
  get current(): TextSize {
    return size;
  },
  set(to: TextSize): void {
    chosen = true;
    show(to);
    try {
      localStorage.setItem(KEY, to);
    } catch {
      // Not kept: the next visit begins with the person's own setting.
    }
  },
  /** What the person's settings say, unless this browser has its own choice. */
  fromSettings(to: TextSize | undefined): void {
    if (!chosen && to) show(to);
  },
};

export function startTextSize(): void {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === 'normal' || kept === 'large' || kept === 'xlarge') textSize.set(kept);
  } catch {
    // See above.
  }
}
