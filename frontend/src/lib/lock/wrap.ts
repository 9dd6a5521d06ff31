/**
 * The key of what lies on the phone, wrapped by a key that is made from the person's code.
 *
 * While the lock is on, nothing in IndexedDB opens the records without the code. A million codes are few: whoever has a
 * copy of the phone's files and computers to try them on gets in, only later. The lock is for the hand that holds the phone.
 */
import { database, type Database, type KeyRecord, type LockedKey, type OutboxRecord } from '../db/db';
import { hold, letGo } from '../db/held';
import { setMark } from '../db/marks';
import { openedKey, unsealWith } from '../db/vault';

/** PBKDF2-HMAC-SHA256 as OWASP's password storage cheat sheet asks for (2023). Stands in each record: it may grow. */
const ITERATIONS = 600_000;
/** Wrong codes in a row, until everything here is thrown away. */
export const MOST_TRIES = 10;
const subtle = crypto.subtle;
const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));

async function wrapping(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const from = await subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
const dataKey = (raw: BufferSource) => subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);

async function wrapped(user: string, pin: string, raw: Uint8Array<ArrayBuffer>): Promise<LockedKey> {
  const [salt, iv] = [random(16), random(12)];
  const by = await wrapping(pin, salt, ITERATIONS);
  const data = await subtle.encrypt({ name: 'AES-GCM', iv }, by, raw);
  return { user, v: 2, salt, iterations: ITERATIONS, iv, wrapped: data, tries: 0 };
}
async function unwrapped(record: LockedKey, pin: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const by = await wrapping(pin, record.salt, record.iterations);
  return subtle
    .decrypt({ name: 'AES-GCM', iv: record.iv }, by, record.wrapped)
    .then((raw) => new Uint8Array(raw))
    .catch(() => undefined);
}

type Any = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer; v: number };
const same = (a: Any, b: Any | undefined) => !!b && a.iv.every((byte, n) => byte === b.iv[n]);

/** Seals all of a person's records under another key, and puts that one in the former's place, in one transaction. */
async function resealed(db: Database, user: string, record: KeyRecord, to: CryptoKey): Promise<void> {
  const from = await openedKey(user);
  for (;;) {
    const before = {
      sealed: await db.getAllFromIndex('sealed', 'user', user),
      outbox: await db.getAllFromIndex('outbox', 'user', user),
    };
    // The app was locked meanwhile, by this window or another: what lies there would be lost for ever.
    if (!from && before.outbox.length) throw new Error('what waits cannot be opened');
    const anew = async <R extends Any>(records: R[]): Promise<R[]> =>
      (
        await Promise.all(
          records.map(async (one) => {
            const plain = from && (await unsealWith(from, one));
            if (!plain) return undefined;
            const iv = random(12);
            return { ...one, iv, data: await subtle.encrypt({ name: 'AES-GCM', iv }, to, plain) };
          }),
        )
      ).filter((one): one is NonNullable<typeof one> => one !== undefined) as R[];
    const [sealed, outbox] = [await anew(before.sealed), await anew<OutboxRecord>(before.outbox)];
    const tx = db.transaction(['keys', 'sealed', 'outbox'], 'readwrite', { durability: 'strict' });
    const stores = { sealed: tx.objectStore('sealed'), outbox: tx.objectStore('outbox') };
    const now = {
      sealed: await stores.sealed.index('user').getAll(user),
      outbox: await stores.outbox.index('user').getAll(user),
    };
    // Something was kept or sent meanwhile: once more, or it would be lost or come back.
    const moved = (['sealed', 'outbox'] as const).some(
      (name) =>
        now[name].length !== before[name].length || now[name].some((one, n) => !same(one, before[name][n])),
    );
    if (!moved) {
      for (const one of sealed) void stores.sealed.put(one);
      for (const one of outbox) void stores.outbox.put(one);
      void tx.objectStore('keys').put(record);
    }
    await tx.done;
    if (!moved) return;
  }
}
/** Nothing is sent meanwhile, in no window: what is taken out of the queue must not come back. */
const alone = async (work: () => Promise<void>): Promise<void> =>
  globalThis.navigator?.locks ? navigator.locks.request('tavlen-outbox', work) : work();

/** Puts the lock on. @throws when the browser keeps nothing. */
export async function lockWith(user: string, pin: string): Promise<void> {
  const db = await database();
  if (!db) throw new Error('this browser keeps nothing');
  const raw = random(32);
  const key = await dataKey(raw);
  const record = await wrapped(user, pin, raw);
  await alone(async () => {
    await resealed(db, user, record, key);
    hold(user, key);
    setMark('lock', 'yes');
  });
}

/** Takes it off: the records get a key again that needs no code. */
export async function unlockForGood(user: string): Promise<void> {
  const db = await database();
  if (!db) return;
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await alone(async () => {
    await resealed(db, user, { user, v: 1, key }, key);
    letGo();
    setMark('lock', undefined);
  });
}

/**
 * What came of a code: it opened, it was wrong and so many tries are left, the lock was taken off meanwhile, or the
 * browser does not open what it keeps just now.
 */
export type Tried = { open: Uint8Array<ArrayBuffer> } | { left: number } | 'nothing' | 'closed';

/**
 * Tries a code. The try is counted on the disk before it is made, so that closing the app in between wins none; the right
 * code begins the count anew.
 */
export async function tryCode(user: string, pin: string): Promise<Tried> {
  const db = await database();
  if (!db) return 'closed';
  const tx = db.transaction('keys', 'readwrite', { durability: 'strict' });
  const record = await tx.store.get(user);
  // Whoever takes the key away has not opened the lock.
  if (!record) return { left: 0 };
  if (record.v !== 2) return 'nothing';
  const tries = record.tries + 1;
  if (tries <= MOST_TRIES) void tx.store.put({ ...record, tries });
  await tx.done;
  const raw = tries <= MOST_TRIES ? await unwrapped(record, pin) : undefined;
  if (!raw) return { left: Math.max(0, MOST_TRIES - tries) };
  await opened(user, raw);
  return { open: raw };
}

/** The lock is open: the count begins anew, and the key is at hand. */
export async function opened(user: string, raw: Uint8Array<ArrayBuffer>): Promise<void> {
  await change(user, (record) => ({ ...record, tries: 0 }));
  hold(user, await dataKey(raw));
}

/** Changes the lock as it lies there now, whatever another window made of it. @throws when there is none. */
export async function change(user: string, by: (record: LockedKey) => LockedKey): Promise<void> {
  const tx = (await database())?.transaction('keys', 'readwrite', { durability: 'strict' });
  const record = await tx?.store.get(user);
  if (record?.v === 2) void tx?.store.put(by(record));
  await tx?.done;
  if (record?.v !== 2) throw new Error('there is no lock');
}

/** Another code from now on, for what the former one opened. A passkey wraps the same key and opens it as before. */
export async function recode(user: string, raw: Uint8Array<ArrayBuffer>, pin: string): Promise<void> {
  const anew = await wrapped(user, pin, raw);
  await change(user, ({ also }) => ({ ...anew, ...(also && { also }) }));
}

/** How many writes wait on this phone; it can be said without the code. */
export const waitingOf = async (user: string): Promise<number> =>
  (await (await database())?.countFromIndex('outbox', 'user', user)) ?? 0;
