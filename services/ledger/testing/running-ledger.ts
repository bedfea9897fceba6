import type { Database } from '../../kit/src/database/database.js';

/** A ledger that takes requests, for tests: embedded or on PostgreSQL. */
export interface RunningLedger {
  readonly port: number;
  readonly metricsPort?: number;
  /** For looking behind the API. */
  readonly database: Database;
  readonly tokenFor: (subject: string, ...scopes: readonly string[]) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** A request of a test. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

let keys = 0;

/** Calls the API over HTTP, with a new idempotency key unless the headers bring one. */
export async function callApi(
  { port }: RunningLedger,
  { method, path, token, body, headers }: ApiCall,
): Promise<ApiAnswer> {
  keys += 1;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'idempotency-key': `test-${keys}`,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as ApiAnswer['body'] };
}

/** As `callApi`; fails unless the request succeeded. */
export async function succeed(ledger: RunningLedger, call: ApiCall): Promise<ApiAnswer['body']> {
  const { status, body } = await callApi(ledger, call);
  if (status >= 300) throw new Error(`${call.method} ${call.path}: ${status} ${JSON.stringify(body)}`);
  return body;
}
