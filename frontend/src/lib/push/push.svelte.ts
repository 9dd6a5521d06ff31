/**
 * Notifications on this device: what is possible, what is on, and turning it on inside the person's own tap.
 *
 * The state shown is always asked of the browser itself, never remembered. `PushManager.subscribe` may hang where no
 * push service can be reached, so it has a time limit of its own.
 */
import { ApiError, newId } from '../api/client';
import { getPushKey, subscribePush, testPush, unsubscribePush } from '../api/push';
import { getMark, setMark } from '../db';

export type PushState =
  | 'starting'
  /** This browser cannot. */
  | 'none'
  /** iPhone or iPad in Safari: only once the app is on the home screen. */
  | 'install-first'
  /** The person said no to this site in the browser's own question. */
  | 'blocked'
  | 'off'
  | 'on';

/** Why turning on did not work. */
export type PushProblem = 'blocked' | 'no-answer' | ApiError;

const SUBSCRIBE_MS = 15_000;
let state = $state<PushState>('starting');
export const push = {
  get state(): PushState {
    return state;
  },
};

const isApple = () =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);
const installed = () =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return 'serviceWorker' in navigator ? navigator.serviceWorker.getRegistration('/') : undefined;
}

/** Asks the browser how it stands. */
export async function lookAtPush(): Promise<PushState> {
  if (!('PushManager' in globalThis) || !('Notification' in globalThis)) {
    return (state = isApple() && !installed() ? 'install-first' : 'none');
  }
  if (Notification.permission === 'denied') return (state = 'blocked');
  const worker = await registration();
  const subscription = await worker?.pushManager.getSubscription();
  return (state = subscription && Notification.permission === 'granted' ? 'on' : 'off');
}

function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

/** The id the server knows this browser's subscription by; made once a browser. */
function deviceId(): string {
  const known = getMark('push');
  if (known) return known;
  const id = newId();
  setMark('push', id);
  return id;
}

function limited<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer from the push service')), SUBSCRIBE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function tell(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error('a subscription without keys');
  await subscribePush(deviceId(), { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
}

/**
 * Turns notifications on. Call it straight from a tap: the browser's question must come from one.
 * Resolves to undefined when they are on, else to why not.
 */
export async function turnPushOn(): Promise<PushProblem | undefined> {
  // Nothing is awaited before the question: the tap would no longer count.
  if ((await Notification.requestPermission()) !== 'granted') {
    await lookAtPush();
    return 'blocked';
  }
  try {
    const worker = await limited(navigator.serviceWorker.ready);
    const { key } = await getPushKey();
    const subscription = await limited(
      worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) }),
    );
    await tell(subscription);
    await lookAtPush();
    return undefined;
  } catch (problem) {
    await (await (await registration())?.pushManager.getSubscription())?.unsubscribe();
    await lookAtPush();
    return problem instanceof ApiError ? problem : 'no-answer';
  }
}

/** Turns them off here and tells the server. */
export async function turnPushOff(): Promise<void> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  const id = getMark('push');
  // Without net the server finds out by itself: the endpoint answers 410.
  if (id) await unsubscribePush(id).catch(() => {});
  await lookAtPush();
}

/** At every start: browsers change subscriptions without a word, so the server gets it again. */
export async function resendPush(): Promise<void> {
  if ((await lookAtPush()) !== 'on') return;
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (subscription) await tell(subscription).catch(() => {});
}

/** How many of the person's devices the test goes to. @throws ApiError */
export const sendTestPush = async (): Promise<number> => (await testPush()).devices;
