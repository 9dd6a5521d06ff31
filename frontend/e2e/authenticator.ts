/** An authenticator of the browser's own, in a page. */
import type { Page } from '@playwright/test';

/** The button that makes a key. */
export const PASSKEY = 'Lås med fingeraftryk, ansigt eller telefonens kode';

/** As a phone with a fingerprint: it keeps the key, and its owner says yes. `says` changes her mind, `hasPrf` is one that can open the lock. */
export async function authenticator(
  page: Page,
  hasPrf = false,
): Promise<{ says: (yes: boolean) => Promise<void> }> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      // The older one works out nothing.
      ...(hasPrf && { ctap2Version: 'ctap2_1' as const }),
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf,
      automaticPresenceSimulation: true,
    },
  });
  return {
    says: async (isUserVerified) => {
      await browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}

/** Her next answer to her phone is no: as `says`, for the authenticators that want their PIN after a few of them. */
export const refuse = (page: Page) =>
  page.evaluate(() => {
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    credentials.get = () => {
      credentials.get = get;
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    };
  });
