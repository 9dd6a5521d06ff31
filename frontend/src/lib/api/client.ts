/**
 * One way out to the server: JSON, cookies, problem answers as {@link ApiError}, and the server's clock.
 *
 * Nothing here knows a screen or keeps data; what is waiting lives in `outbox`, what was read in `sync`.
 */
import type { Rev } from './types';
import { setServerTime } from '../text/clock';

/** The version of the wire format this page speaks; the server answers 426 when it no longer does. */
const FORMAT = '1';
const BASE = '/api/v1';
/** A phone on a bad net hangs rather than fails; after this many ms a call counts as "no net". */
const TIMEOUT_MS = 20_000;

export interface FieldConflict {
  field: string;
  yours?: unknown;
  theirs?: unknown;
  base?: unknown;
}

/** A problem answer (RFC 9457), or `offline` when no answer came at all. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when nothing answered. */
    readonly status: number,
    /** Stable code from the server, or `offline`. */
    readonly code: string,
    /** Plain Danish from the server; may be empty. */
    readonly detail: string,
    readonly fields: { field: string; code: string; detail: string }[] = [],
    readonly conflicts: FieldConflict[] = [],
    readonly rev?: Rev,
    /** Seconds the server asks to wait before another try. */
    readonly retryAfter?: number,
  ) {
    super(`${status} ${code}`);
    this.name = 'ApiError';
  }
  /** No answer at all: the net is away, or the server did not answer in time. */
  get offline(): boolean {
    return this.status === 0;
  }
}

export interface CallOptions {
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  body?: unknown;
  /** Mutation id; the same key and body get the first answer again, for ever. */
  key?: string;
  /** The revision the writer last saw; left out when something is created. */
  ifMatch?: Rev;
  /** A body that is no JSON, with the headers that go with it; it may take longer than words. */
  raw?: { headers: Record<string, string>; body: BodyInit };
  signal?: AbortSignal;
  /** The tag of an answer kept from before; the same again is an ApiError of status 304. */
  known?: string;
}

function readProblem(status: number, retryAfter: string | null, body: unknown): ApiError {
  const p = (body ?? {}) as {
    code?: string;
    detail?: string;
    errors?: ApiError['fields'];
    conflicts?: FieldConflict[];
    rev?: Rev;
  };
  const wait = Number(retryAfter);
  return new ApiError(
    status,
    p.code ?? (status >= 500 ? 'internal' : `http_${status}`),
    p.detail ?? '',
    p.errors,
    p.conflicts,
    p.rev,
    retryAfter && wait >= 0 ? wait : undefined,
  );
}

/** Who is told of a refusal that is about the person and not about the call. */
export const heard: {
  /** The server says that this browser is no longer signed in. */
  out?: (code: string) => void;
  /** What a refusal says; true when she has shown since that it is her, and the call is to be made again. */
  ask?: (body: unknown) => Promise<boolean>;
} = {};

/**
 * Calls the API and gives the decoded answer (undefined for 204).
 * @throws ApiError for every answer that is not 2xx, and when no answer came.
 */
export async function call<T>(path: string, opt: CallOptions = {}): Promise<T> {
  const method = opt.method ?? 'GET';
  const headers: Record<string, string> = { ...opt.raw?.headers };
  // Reads carry no extra header, so that the preload in index.html is the same request.
  if (method !== 'GET') headers['Tavlen-Client'] = FORMAT;
  if (opt.body !== undefined) headers['Content-Type'] = 'application/json';
  if (opt.key) headers['Idempotency-Key'] = opt.key;
  if (opt.ifMatch) headers['If-Match'] = `"${opt.ifMatch}"`;
  if (opt.known) headers['If-None-Match'] = `"${opt.known}"`;
  const limit = AbortSignal.timeout(opt.raw ? 6 * TIMEOUT_MS : TIMEOUT_MS);
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetch(BASE + path, {
      method,
      headers,
      signal: opt.signal ? AbortSignal.any([opt.signal, limit]) : limit,
      // What is undefined is no body.
      body: opt.raw?.body ?? JSON.stringify(opt.body),
    });
    setServerTime(answer.headers.get('Tavlen-Time'));
    body = parse(await answer.text());
  } catch {
    throw new ApiError(0, 'offline', '');
  }
  if (answer.ok) return body as T;
  const problem = readProblem(answer.status, answer.headers.get('Retry-After'), body);
  if (answer.status === 401 && path !== '/session') heard.out?.(problem.code);
  if (await heard.ask?.(body)) return call(path, opt);
  throw problem;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Nothing (204), or a proxy's own error page: the status alone decides.
  }
}

/** A fresh id: 16 random bytes as 22 characters base64url. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
