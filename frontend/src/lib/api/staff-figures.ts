/** A lead's figures of her teams. Only the desk calls it. */
import { call } from './client';
import type { Instant } from './types';

export interface FigureTeam {
  id: string;
  /** Empty where the department has no name, and of a whole. */
  name: string;
  whole?: 'none' | 'all';
}
export interface FigureValue {
  /** Left out where it is hidden, and where there is nothing that it could be of. */
  value?: number;
  hidden?: boolean;
}
export interface FigureLine {
  name: string;
  /** Minutes are of working time; tenths of one, or of an hour a year. */
  unit: 'count' | 'minutes' | 'tenths' | 'hour_tenths';
  cells: FigureValue[];
}
export interface FigureTable {
  name: string;
  now?: boolean;
  lines: FigureLine[];
}
export interface Figures {
  /** Months, "2026-07". */
  from: string;
  to: string;
  at: Instant;
  fewer_than: number;
  teams: FigureTeam[];
  tables: FigureTable[];
}

/** Of a whole quarter that is over, by its first and last month; "" is the last one. @throws ApiError */
export const getFigures = (from = '', to = '') =>
  call<Figures>(from ? `/me/figures?from=${from}&to=${to}` : '/me/figures');
