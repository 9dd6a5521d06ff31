/** The browser's part of a passkey (W3C Web Authentication): made and signed with by the phone, never by us. */
import {
  addPasskey,
  askPasskey,
  askPasskeySignIn,
  askProof,
  createSessionWithPasskey,
  proveWithPasskey,
} from '../api/keys';
import { newId } from '../api/client';
import { setMark } from '../db/marks';
import { begin } from '../session';

/** Whether this browser makes passkeys here: an old one, and a page whose address is a number, does not. */
export const hasPasskeys = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|:/.test(location.hostname);

const json = (made: Credential | null): PublicKeyCredentialJSON => {
  if (!(made instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError');
  return made.toJSON() as PublicKeyCredentialJSON;
};

/** The mark of a phone whose passkey makes nothing of a salt, and so cannot open the app's lock. */
export const CANNOT_OPEN = 'key-cannot-open';

/** Makes a passkey of whoever is signed in. @throws DOMException when she says no to her phone; ApiError. */
export async function makePasskey(): Promise<void> {
  const { challenge, options } = await askPasskey();
  const made = await navigator.credentials.create({
    publicKey: {
      ...PublicKeyCredential.parseCreationOptionsFromJSON(options),
      // So that it can open the app's lock, too. Some can only if they are asked now.
      extensions: { prf: {} },
    },
  });
  // What came of it is the phone's own affair.
  await addPasskey(newId(), { challenge, credential: { ...json(made), clientExtensionResults: {} } });
  const opens = (made as PublicKeyCredential).getClientExtensionResults().prf?.enabled;
  setMark(CANNOT_OPEN, opens ? undefined : 'yes');
}

const sign = async (options: PublicKeyCredentialRequestOptionsJSON) =>
  json(
    await navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
  );

/** Shows once more with a passkey that it is her. */
export async function provePasskey(): Promise<void> {
  const { challenge, options } = await askProof();
  await proveWithPasskey({ challenge, credential: await sign(options) });
}

/** Signs in with whatever passkey the phone has here. */
export async function signInWithPasskey(): Promise<void> {
  const { challenge, options } = await askPasskeySignIn();
  await begin(await createSessionWithPasskey({ challenge, credential: await sign(options) }));
}
