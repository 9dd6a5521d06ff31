/** What a code for the app is: six digits, and none that anybody would try first. */
export const isCode = (code: string): boolean => /^\d{6}$/.test(code);

/** The mark of a lock whose code is the server's PIN of this phone, too; older locks have a code of their own. */
export const SAME = 'lock-pin';

/** One digit over and over, a run up or down, or a pair or three repeated. Pure. */
export function tooPlain(code: string): boolean {
  const steps = [...code].slice(1).map((digit, n) => Number(digit) - Number(code[n]));
  return (
    /^(\d{1,3})\1+$/.test(code) || steps.every((step) => step === 1) || steps.every((step) => step === -1)
  );
}
