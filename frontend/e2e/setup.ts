/** Before all tests: the servers outside are built once, not by each test file while another waits for its first page. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tavlen-e2e-built-'));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  // What stands in for the world outside: where pushes go, and who vouches for people.
  for (const name of ['pushservice', 'oidcprovider']) {
    const program = join(folder, name);
    execFileSync('go', ['build', '-buildvcs=false', '-o', program, `./backend/testkit/${name}`], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    process.env[`TAVLEN_${name.toUpperCase()}`] = program;
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
