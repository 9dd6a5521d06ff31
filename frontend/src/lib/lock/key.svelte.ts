/**
 * The lock's second way in: the same key, wrapped once more by what her passkey makes of a salt (W3C Web Authentication
 * level 3, section 10.1.4, the extension `prf`).
 *
 * An authenticator makes the same 32 bytes each time, for this site alone, and others where it has not just seen that it
 * is her. So it opens without net, and there is nothing in the phone's files to try codes on.
 */
import { database, type LockedKey, type PasskeyWay } from '../db/db';
import { change, MOST_TRIES, opened, type Tried } from './wrap';

const subtle = crypto.subtle;
export const random = (n: number) => crypto.getRandomValues(new Uint8Array(n));

/** The passkey that opens the lock, by the id its authenticator gave it (base64url); none where no passkey does. */
export const way = $state<{ credential?: string | undefined }>({});
const named = (id: Uint8Array<ArrayBuffer>) =>
  btoa(String.fromCharCode(...id))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

async function lockOf(user: string): Promise<LockedKey | undefined> {
  const record = await (await database())?.get('keys', user);
  return record?.v === 2 ? record : undefined;
}
/** Reads anew which passkey opens the lock. */
export async function lookAtWay(user: string): Promise<void> {
  const also = (await lockOf(user))?.also;
  way.credential = also && named(also.credential);
}

async function wrapping(user: string, output: BufferSource): Promise<CryptoKey> {
  const from = await subtle.importKey('raw', output, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode(`tavlen lock ${user}`);
  return subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    from,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Lets a passkey open the lock, too. `raw` is what the code opened, `output` what the passkey makes of the salt. */
export async function openAlsoWith(
  user: string,
  raw: Uint8Array<ArrayBuffer>,
  passkey: Pick<PasskeyWay, 'credential' | 'salt'> & { output: BufferSource },
): Promise<void> {
  const { credential, salt } = passkey;
  const iv = random(12);
  const wrapped = await subtle.encrypt({ name: 'AES-GCM', iv }, await wrapping(user, passkey.output), raw);
  await change(user, (record) => ({ ...record, also: { credential, salt, iv, wrapped } }));
  await lookAtWay(user);
}

/** The code alone opens the lock from now on; told which passkey, only if it is that one. */
export async function dropWay(user: string, credential?: string): Promise<void> {
  await lookAtWay(user);
  if (!way.credential || (credential && credential !== way.credential)) return;
  await change(user, (record) => {
    const code = { ...record };
    delete code.also;
    return code;
  });
  way.credential = undefined;
}

/** Has a passkey sign, and make something of the salt where it can. @throws DOMException when she says no to her phone. */
export async function evaluate(
  options: PublicKeyCredentialRequestOptions,
  salt: Uint8Array<ArrayBuffer>,
): Promise<{ made: PublicKeyCredential; output: BufferSource | undefined }> {
  const made = await navigator.credentials.get({
    publicKey: { ...options, userVerification: 'required', extensions: { prf: { eval: { first: salt } } } },
  });
  if (!(made instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError');
  return { made, output: made.getClientExtensionResults().prf?.results?.first };
}

/** Opens the lock with the passkey, without net too. Saying no to the phone is no try. @throws when it did not open. */
export async function tryPasskey(user: string): Promise<Tried> {
  const record = await lockOf(user);
  if (!record?.also) return 'closed';
  const { credential, salt, iv, wrapped } = record.also;
  const { output } = await evaluate(
    // Signed for nobody: what it makes of the salt is what opens.
    { challenge: random(32), allowCredentials: [{ type: 'public-key', id: credential }] },
    salt,
  );
  return openWith(user, { iv, wrapped }, output);
}
/** Opens what was wrapped by a passkey, unless the codes are used up by now. @throws when it is not that passkey's. */
export async function openWith(
  user: string,
  { iv, wrapped }: Pick<PasskeyWay, 'iv' | 'wrapped'>,
  output: BufferSource | undefined,
): Promise<Tried> {
  if (!output) throw new Error('the passkey makes nothing of a salt');
  const raw = await subtle.decrypt({ name: 'AES-GCM', iv }, await wrapping(user, output), wrapped);
  // What is to be emptied is opened by nobody.
  if (((await lockOf(user))?.tries ?? MOST_TRIES) >= MOST_TRIES) return { left: 0 };
  const open = new Uint8Array(raw);
  await opened(user, open);
  return { open };
}
