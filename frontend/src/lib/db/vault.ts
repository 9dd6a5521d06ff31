/**
 * Sealed records of one user, under a key that cannot leave the browser (non-extractable AES-GCM 256).
 *
 * It keeps a thief of files or backups out; whoever uses the unlocked phone as the person is inside. Throwing the key
 * away makes everything unreadable at once, also when deleting the rest is cut short.
 */
import { database, type KeyRecord, type SealedRecord } from './db';
import { letGo, usable } from './held';

/** Format of the sealed content; a record with another version is thrown away and fetched again. */
const VERSION = 1;
const subtle = () => globalThis.crypto?.subtle as SubtleCrypto | undefined;

/** Counts the wipes: what was being sealed when one came is not written after it. */
let wipes = 0;

async function keyOf(user: string, make: boolean, before = wipes): Promise<CryptoKey | undefined> {
  const db = await database();
  const s = subtle();
  if (!db || !s) return undefined;
  const found = await db.get('keys', user);
  if (found || !make) return usable(found);
  const key = await s.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  // Two tabs may make a key at the same moment: the first one stored is the one that counts.
  if (wipes !== before) return undefined;
  const tx = db.transaction('keys', 'readwrite');
  const first = await tx.store.get(user);
  const record: KeyRecord = first ?? { user, v: 1, key };
  if (!first) await tx.store.put(record);
  await tx.done;
  return usable(record);
}
/** The key there is, for what seals everything anew. */
export const openedKey = (user: string): Promise<CryptoKey | undefined> => keyOf(user, false);

export interface Sealed {
  v: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Seals any JSON value, unless everything was wiped since `before`; undefined where the browser cannot keep anything. */
export async function seal(user: string, value: unknown, before = wipes): Promise<Sealed | undefined> {
  return sealBytes(user, new TextEncoder().encode(JSON.stringify(value)), before);
}

/** `seal` for what is no JSON: a photo's bytes as they are. */
export async function sealBytes(
  user: string,
  bytes: Uint8Array<ArrayBuffer>,
  before = wipes,
): Promise<Sealed | undefined> {
  const key = await keyOf(user, true, before);
  const s = subtle();
  if (!key || !s) return undefined;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await s.encrypt({ name: 'AES-GCM', iv }, key, bytes);
  return { v: VERSION, iv, data };
}

/** Opens what `seal` made; undefined when the key is gone, the format is another, or the bytes were touched. */
export async function unseal<T>(user: string, sealed: Sealed, known?: CryptoKey): Promise<T | undefined> {
  const plain = await unsealBytes(user, sealed, known);
  try {
    return plain && (JSON.parse(new TextDecoder().decode(plain)) as T);
  } catch {
    return undefined;
  }
}
export async function unsealBytes(
  user: string,
  sealed: Sealed,
  known?: CryptoKey,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = known ?? (await keyOf(user, false));
  return key && unsealWith(key, sealed);
}
export async function unsealWith(
  key: CryptoKey,
  sealed: Sealed,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (sealed.v !== VERSION) return undefined;
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, key, sealed.data));
  } catch {
    return undefined;
  }
}

export const recordName = (user: string, name: string) => `${user}/${name}`;

export async function keep(user: string, name: string, value: unknown): Promise<void> {
  await keepBytes(user, name, new TextEncoder().encode(JSON.stringify(value)));
}
export async function keepBytes(user: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const before = wipes;
  const db = await database();
  const sealed = await sealBytes(user, bytes, before);
  if (!db || !sealed || wipes !== before) return;
  await db.put('sealed', { name: recordName(user, name), user, ...sealed });
}
/**
 * A record and the key to it in one transaction: on a slow phone each further one is seen when the app opens. `only`
 * begins the names of which there is one here: it comes with them.
 */
async function found(
  user: string,
  name: string,
  only?: string,
): Promise<{
  record?: SealedRecord | undefined;
  at?: KeyRecord | undefined;
  other?: SealedRecord | undefined;
}> {
  const tx = (await database())?.transaction(['sealed', 'keys']);
  if (!tx) return {};
  const sealed = tx.objectStore('sealed');
  const [record, at, others] = await Promise.all([
    sealed.get(recordName(user, name)),
    tx.objectStore('keys').get(user),
    only && sealed.getAll(IDBKeyRange.bound(recordName(user, only), recordName(user, `${only}\uffff`)), 2),
  ]);
  return { record, at, other: others && others.length === 1 ? others[0] : undefined };
}
export async function recallBytes(user: string, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { record, at } = await found(user, name);
  const key = usable(at);
  return record && key && unsealBytes(user, record, key);
}
export async function recall<T>(user: string, name: string): Promise<T | undefined> {
  return (await recallBoth<T, never>(user, name))[0];
}
/** What the app opens with: who he is, and beside it his plan, whose id is not known before. */
export async function recallBoth<T, O>(
  user: string,
  name: string,
  only?: string,
): Promise<[T | undefined, O | undefined]> {
  const { record, at, other } = await found(user, name, only);
  const key = usable(at);
  if (!key) return [undefined, undefined];
  return await Promise.all([record && unseal<T>(user, record, key), other && unseal<O>(user, other, key)]);
}
export async function forget(user: string, name: string): Promise<void> {
  await (await database())?.delete('sealed', recordName(user, name));
}

/** Throws away what was read (plans, messages) but keeps the key and what waits to be sent. */
export async function forgetRead(user: string): Promise<void> {
  const db = await database();
  if (!db) return;
  const tx = db.transaction('sealed', 'readwrite');
  for (const name of await tx.store.index('user').getAllKeys(user)) {
    if (!name.startsWith(`${user}/draft/`)) void tx.store.delete(name);
  }
  await tx.done;
}

/** Throws away everything of everyone: keys first, in one transaction with the rest. */
export async function wipe(): Promise<void> {
  wipes++;
  letGo();
  const db = await database();
  if (!db) return;
  const tx = db.transaction(['keys', 'sealed', 'outbox'], 'readwrite');
  for (const store of ['keys', 'sealed', 'outbox'] as const) void tx.objectStore(store).clear();
  await tx.done;
}
