/** Which ways in there are beside a code. */
import { call } from './client';
import type { Doors } from './types';

export const getDoors = () => call<Doors>('/doors');
