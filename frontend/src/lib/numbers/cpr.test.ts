import { describe, expect, it } from 'vitest';
import { numbersIn, without } from './cpr';

describe('a CPR number in a text', () => {
  it.each([
    ['mit nummer er 010190-1234.', ['010190-1234']],
    ['0101901234', ['0101901234']],
    ['010190 1234 og 311299–4321', ['010190 1234', '311299–4321']],
    ['01.01.90-1234', ['01.01.90-1234']],
    ['610190-1234', ['610190-1234']],
    ['ring 20 30 40 50 kl. 12', []],
    ['+45 2030 4050', []],
    ['320190-1234', []],
    ['011390-1234', []],
    ['24.11.2026 kl. 9.00', []],
    ['id 0101901234567', []],
    ['', []],
  ])('%j holds %j', (text, numbers) => expect(numbersIn(text)).toEqual(numbers));

  it('is taken out, and the rest stays', () => {
    expect(without('a 010190-1234 b 0202901234', new Set())).toBe('a xxxxxx-xxxx b xxxxxx-xxxx');
    expect(without('a 010190-1234 b 0202901234', new Set(['0202901234']))).toBe('a xxxxxx-xxxx b 0202901234');
  });
});
