import type { Effort } from '../api/types';

/** The catalogue's code of a placement at a workplace. */
export const CODE_PLACEMENT = 'virksomhedspraktik';
/** Whether the citizen's own word is not said yet: it waits for it, or ended without it. */
export const lacksWord = (e: Effort): boolean => !!e.ending && (!e.end_word || !!e.end_word.not_given);
