/**
 * The number on the app's icon: what waits for the citizen. Each push brings the server's count (`backend/app/badge.go`
 * counts the same); while the app is open it follows what the person sees.
 */
import type { Plan } from '../api/types';
import { session } from '../session';
import { myPlan, onLive, openConversation, unread } from '../sync';

/** Changes of the plan that ask the citizen for an answer. Pure. */
export const unanswered = (plan: Plan): number =>
  plan.plan_changes.filter((change) => change.by !== plan.citizen.id && !change.citizen_answer).length;

const put = (n: number): void => {
  // Where there are no badges there is nothing to do.
  void (n ? navigator.setAppBadge?.(n) : navigator.clearAppBadge?.())?.catch(() => {});
};
export const clearBadge = (): void => put(0);

let following = false;
/** Follows what waits from now on; call it when a person is signed in, as often as you like. */
export function followBadge(): void {
  if (following) return;
  following = true;
  let looks = $state(0);
  // Another device may have read what a push counted here.
  onLive((event) => {
    if (event.type === 'back') looks++;
  });
  $effect.root(() => {
    $effect(() => {
      void looks;
      const plan = session.state === 'in' && session.me?.person.role === 'citizen' && myPlan()?.plan;
      // Before both are known a number would only be wrong.
      if (plan && openConversation(plan.plan.id).state === 'ready')
        put(unanswered(plan) + unread.count + unread.ofPeople);
    });
  });
}
