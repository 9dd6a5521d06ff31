/** Passkeys, this phone's PIN, and the proof that it is her. */
import { call } from './client';
import type { Id, Instant, Me } from './types';

export interface Asked<T> {
  challenge: Id;
  options: T;
}
export interface Passkey {
  id: Id;
  /** The id that its authenticator gave it, base64url. */
  credential: string;
  name?: string;
  created_at: Instant;
  used_at?: Instant;
  /** It may lie in its owner's account elsewhere, and so on her other devices. */
  synced: boolean;
}
export interface Keys {
  passkeys: Passkey[];
  /** Whether this phone has a PIN. */
  pin: boolean;
  /** Whether browsers make passkeys for this address at all. */
  offered: boolean;
}
interface Answer {
  challenge: Id;
  credential: PublicKeyCredentialJSON;
}
const post = <T>(path: string, body: unknown = {}) => call<T>(path, { method: 'POST', body });

export const listPasskeys = () => call<Keys>('/passkeys');
export const askPasskey = () => post<Asked<PublicKeyCredentialCreationOptionsJSON>>('/passkeys/asked');
export const addPasskey = (id: Id, body: Answer) => call<Passkey>(`/passkeys/${id}`, { method: 'PUT', body });
export const removePasskey = (id: Id) => call<void>(`/passkeys/${id}`, { method: 'DELETE' });
export const askProof = () => post<Asked<PublicKeyCredentialRequestOptionsJSON>>('/session/proof/asked');
export const proveWithPasskey = (body: Answer) => post<void>('/session/proof', body);
export const askPasskeySignIn = () =>
  post<Asked<PublicKeyCredentialRequestOptionsJSON>>('/session/passkey/asked');
export const createSessionWithPasskey = (body: Answer) => post<Me>('/session/passkey', body);
export const putPin = (pin: string) => call<void>('/session/pin', { method: 'PUT', body: { pin } });
export const checkPin = (pin: string) => post<void>('/session/pin/check', { pin });
