/** The API's types in the PWA are those of the server as it is built now. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { schemaOf } from '../scripts/schema.mjs';
import { expect, test } from './installation';

test('src/lib/api/schema.gen.ts is what the server says (else: npm run types)', async ({ installation }) => {
  const kept = fileURLToPath(new URL('../src/lib/api/schema.gen.ts', import.meta.url));
  expect(readFileSync(kept, 'utf8')).toBe(await schemaOf(installation.url));
});
