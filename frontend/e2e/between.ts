/**
 * What lies between a phone and the server, under the test's hand: a net that loses answers after the server handled
 * the write, that carries pages but no data, and a server that one day has a newer version of the app.
 */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One write as the server saw it; the same key comes again when its answer was lost. */
export interface Passed {
  key: string;
  /** `steps: Gå en tur`. */
  what: string;
  /** The server's answer. */
  status: number;
  /** The answer never reached the phone. */
  lost: boolean;
}

const NEWER = '.newer';
const FILE = /([A-Za-z.]+-[\w-]{8})\.(js|css)\b/g;

/** What is written where, in words that a list in a test can hold. */
function whatOf(path: string, headers: IncomingMessage['headers'], body: Buffer): string {
  const room = path.split('/')[5] ?? '';
  const about = headers['tavlen-about'];
  const fields = JSON.parse(
    about ? Buffer.from(String(about), 'base64url').toString() : body.toString(),
  ) as Record<string, unknown>;
  return `${room}: ${String(fields.text ?? fields.title ?? Object.keys(fields).sort().join(' '))}`;
}

export class Between {
  /** Every write, in the order the server saw them. */
  readonly passed: Passed[] = [];
  /** Loses the answer to every this many writes; 0 loses none. */
  loseEvery = 0;
  /** Pages and their files come through, data does not. */
  onlyPages = false;
  /** The server was given a newer build: other names for all files, and another worker. The former names are gone. */
  newer = false;
  /** Called when the server has handled a write and nobody has heard of it: the answer is lost if this says so. */
  handled: (n: number) => Promise<'lose'> | undefined = () => undefined;
  private readonly server: Server;

  private constructor(private readonly upstream: URL) {
    this.server = createServer((req, res) => {
      void this.carry(req, res).catch(() => res.destroy());
    });
  }

  static async to(upstream: string): Promise<Between> {
    const between = new Between(new URL(upstream));
    await new Promise<void>((on) => between.server.listen(0, '127.0.0.1', on));
    return between;
  }
  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }
  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async carry(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = req.url ?? '/';
    const api = path.startsWith('/api/');
    if (api && this.onlyPages) return void req.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const file = path.startsWith('/assets/');
    if (file && this.newer !== path.includes(NEWER)) return void res.writeHead(404).end();

    const headers = { ...req.headers, host: this.upstream.host };
    // The app's address is the server's own: it refuses writes that another site began.
    if (headers.origin) headers.origin = this.upstream.origin;
    if (!api) {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const on = request(
        new URL(path.replace(NEWER, ''), this.upstream),
        { method: req.method, headers },
        resolve,
      );
      on.once('error', reject);
      res.once('close', () => on.destroy());
      on.end(body);
    });
    const key = req.headers['idempotency-key'];
    if (key) {
      const write = {
        key: String(key),
        what: whatOf(path, req.headers, body),
        status: answer.statusCode ?? 0,
      };
      const n = this.passed.length + 1;
      const passed = { ...write, lost: this.loseEvery > 0 && n % this.loseEvery === 0 };
      this.passed.push(passed);
      if (!passed.lost) passed.lost = (await this.handled(n)) === 'lose';
      if (passed.lost) return void req.socket.destroy();
    }
    if (api || !this.newer || !/javascript|html|json/.test(answer.headers['content-type'] ?? '')) {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of answer) parts.push(part as Buffer);
    const text = Buffer.concat(parts)
      .toString()
      .replace(FILE, `$1${NEWER}.$2`)
      .replace(/`tavlen-[0-9a-f]{12}`/, '`tavlen-newer`');
    const kept = { ...answer.headers };
    delete kept['content-length'];
    delete kept.etag;
    res.writeHead(answer.statusCode ?? 502, kept);
    res.end(text);
  }
}
