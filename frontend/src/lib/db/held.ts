/** The opened keys of locked records: in memory only, and gone when the app is locked. */
import type { KeyRecord } from './db';
import { getMark, keyOfMark, setMark } from './marks';

const keys = new Map<string, CryptoKey>();
export const hold = (user: string, key: CryptoKey): void => void keys.set(user, key);
export const letGo = (): void => keys.clear();

/** The key of a record, as far as it can be used now: a locked one opens nothing before its code was given. */
export function usable(record: KeyRecord | undefined): CryptoKey | undefined {
  if (record?.v !== 2) return record?.key;
  const key = keys.get(record.user);
  // Somebody took the mark away that asks for the code: it is put back before anything else is shown.
  if (!key && !getMark('lock')) {
    setMark('lock', 'yes');
    if (globalThis.localStorage?.getItem(keyOfMark('lock'))) location.reload();
  }
  return key;
}
