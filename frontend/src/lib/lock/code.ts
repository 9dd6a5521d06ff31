/** What a code for the app is: six digits, and none that anybody would try first. */
export const isCode = (code: string): boolean => /^\d{6}$/.test(code);

/** The mark of a lock whose code is the server's PIN of this phone, too; older locks have a code of their own. */
export const SAME = 'lock-pin';

/**
 * The mark of a lock that may have another code than this phone's PIN: one was sent to the server, and its answer was lost
 * (`yes`: nobody asked yet which it has), or the lock did not get it (`differs`).
 */
export const UNSURE = 'lock-pin-unsure';

/** One digit over and over, a run up or down, or a pair or three repeated. Pure. */
export function tooPlain(code: string): boolean {
  const steps = [...code].slice(1).map((digit, n) => Number(digit) - Number(code[n]));
  return (
    /^(\d{1,3})\1+$/.test(code) || steps.every((step) => step === 1) || steps.every((step) => step === -1)
  );
}
