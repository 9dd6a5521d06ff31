/**
 * Writes src/lib/api/schema.gen.ts from the server's OpenAPI description: of TAVLEN_URL, else of bin/tavlen, started for
 * the moment. e2e/types.spec.ts fails when the file is stale.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { schemaOf } from './schema.mjs';

const target = fileURLToPath(new URL('../src/lib/api/schema.gen.ts', import.meta.url));
let url = process.env.TAVLEN_URL;
let server;
if (!url) {
  const binary = fileURLToPath(new URL('../../bin/tavlen', import.meta.url));
  server = spawn(binary, ['demo', '--json', '--addr', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((resolve, reject) => {
    let out = '';
    server.stdout.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve(out.split('\n')[0]);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`tavlen ended with ${code}`)));
  });
  url = JSON.parse(line).url;
}
try {
  writeFileSync(target, await schemaOf(url));
} finally {
  server?.removeAllListeners('exit');
  server?.kill('SIGTERM');
}
