/** Before all tests: the push service is built once, not by each test file while another waits for its first page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tavlen-e2e-built-'));
  const program = join(folder, 'pushservice');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  execFileSync('go', ['build', '-buildvcs=false', '-o', program, './backend/testkit/pushservice'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.env.TAVLEN_PUSHSERVICE = program;
  return () => rmSync(folder, { recursive: true, force: true });
}
