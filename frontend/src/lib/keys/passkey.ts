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

/** Makes a passkey of whoever is signed in. @throws DOMException when she says no to her phone; ApiError. */
export async function makePasskey(): Promise<void> {
  const { challenge, options } = await askPasskey();
  const made = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  });
  await addPasskey(newId(), { challenge, credential: json(made) });
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
