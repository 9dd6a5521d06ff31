import type { Mood } from '../api/types';

/** A face for each mood; its word always stands beside it. */
export const FACES: Record<Mood, string> = {
  happy: '😊',
  okay: '🙂',
  tired: '😴',
  worried: '😟',
  sad: '😢',
  angry: '😠',
};
