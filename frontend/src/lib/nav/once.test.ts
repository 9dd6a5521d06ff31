import { expect, test } from 'vitest';
import { once } from './once';

test('a part is fetched once, and anew after it failed', async () => {
  let asked = 0;
  const part = once(async () => {
    if (++asked === 1) throw new Error('no net');
    return { asked };
  });
  await expect(part()).rejects.toThrow('no net');
  const [one, other] = await Promise.all([part(), part()]);
  expect(one).toBe(other);
  expect(await part()).toEqual({ asked: 2 });
});
