/** The one plan a phone shows. */
import { session } from '../session';
import { openPlan, type OpenPlan } from './plans.svelte';

export function myPlan(): OpenPlan | undefined {
  const id = session.planId;
  return id ? openPlan(id) : undefined;
}
