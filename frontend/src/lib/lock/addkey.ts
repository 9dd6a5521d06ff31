/** Lets one of her own passkeys open the lock, too: the server says which are hers, and that it was one of them. */
import { askProof, proveWithPasskey } from '../api/keys';
import { setMark } from '../db/marks';
import { CANNOT_OPEN } from '../keys/passkey';
import { evaluate, openAlsoWith, random } from './key.svelte';

/** False when her passkey cannot open anything. @throws DOMException when she says no to her phone; ApiError. */
export async function addPasskeyWay(user: string, raw: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { challenge, options } = await askProof();
  const salt = random(32);
  const { made, output } = await evaluate(PublicKeyCredential.parseRequestOptionsFromJSON(options), salt);
  // What it made of the salt opens the phone, and stays here.
  const credential = { ...(made.toJSON() as PublicKeyCredentialJSON), clientExtensionResults: {} };
  await proveWithPasskey({ challenge, credential });
  setMark(CANNOT_OPEN, output ? undefined : 'yes');
  if (output) await openAlsoWith(user, raw, { credential: new Uint8Array(made.rawId), salt, output });
  return !!output;
}
