/**
 * The browser's database: what must survive a closed page. One database for all users of a browser; every record
 * belongs to one user. Words are only ever stored sealed (see `vault.ts`); what stands open here are ids and times.
 *
 * Where the browser gives no storage (private windows, strict settings) everything answers "nothing kept", and
 * `storageWorks()` says so, so that the page can tell the person before words are lost.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A sealed record: AES-GCM with a fresh 12-byte iv; `v` is the format of what is inside. */
export interface SealedRecord {
  name: string;
  user: string;
  v: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
/** The key of one user, as a bare non-extractable key. */
export interface OpenKey {
  user: string;
  v: 1;
  key: CryptoKey;
}
/** The same, AES-GCM under a key made from the person's code (`lib/lock/wrap.ts`): without the code it opens nothing. */
export interface LockedKey {
  user: string;
  v: 2;
  salt: Uint8Array<ArrayBuffer>;
  /** Of PBKDF2-HMAC-SHA256. */
  iterations: number;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  /** Wrong codes since the lock was last opened. */
  tries: number;
  /** The same key wrapped a second time, where a passkey opens the lock, too (`lib/lock/key.svelte.ts`). */
  also?: PasskeyWay;
}
export interface PasskeyWay {
  /** The id that the authenticator gave the passkey. */
  credential: Uint8Array<ArrayBuffer>;
  /** What the authenticator is asked to work on. */
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
}
export type KeyRecord = OpenKey | LockedKey;
/** A write that waits. What it says is sealed; what decides its turn is not. */
export interface OutboxRecord {
  /** Mutation id = Idempotency-Key. */
  id: string;
  user: string;
  /** Order of writing on this browser. */
  seq: number;
  v: number;
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

interface Schema extends DBSchema {
  keys: { key: string; value: KeyRecord };
  sealed: { key: string; value: SealedRecord; indexes: { user: string } };
  outbox: { key: string; value: OutboxRecord; indexes: { user: string } };
}
export type Database = IDBPDatabase<Schema>;

let opening: Promise<Database | undefined> | undefined;

/** The open database, or undefined where the browser gives none. Upgrades only ever add; the outbox is never dropped. */
export function database(): Promise<Database | undefined> {
  opening ??= openDB<Schema>('tavlen', 1, {
    upgrade(db) {
      db.createObjectStore('keys', { keyPath: 'user' });
      db.createObjectStore('sealed', { keyPath: 'name' }).createIndex('user', 'user');
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('user', 'user');
    },
    blocking(_old, _next, event) {
      // A newer page wants to upgrade: step aside, this page opens it again when it needs it.
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated() {
      opening = undefined;
    },
  }).catch(() => undefined);
  return opening;
}

/** Whether anything written here will still be here later. */
export const storageWorks = async (): Promise<boolean> =>
  (await database()) !== undefined && typeof crypto.subtle !== 'undefined';
