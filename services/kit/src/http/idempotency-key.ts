import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { kitProblem } from '../problems/kit-problems.js';
import { canonicalJson } from './canonical-json.js';

/** What makes a repeated request the same one: both are the first 16 bytes of a SHA-256, written as a UUID. */
export interface IdempotencyClaim {
  /** Of caller, operation and the caller's key. */
  readonly key: string;
  /** Of the canonical JSON of what was asked. */
  readonly bodyHash: string;
}

export interface IdempotentRequest {
  /** Keys of different callers never meet. */
  readonly caller: { readonly subject: string; readonly clientId: string };
  /** Stable name of what is asked, such as `commit-hold`. */
  readonly operation: string;
  /** The caller's own key, from `readIdempotencyKey`. */
  readonly key: string;
  /** All that the answer depends on: the body, and parameters of the path where there are any. */
  readonly content: unknown;
}

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

/**
 * The caller's key. A header that came twice is refused too: Node joins the values with a space in between.
 *
 * @throws Problem `idempotency-key-required`, `idempotency-key-malformed`
 */
export function readIdempotencyKey(headers: IncomingHttpHeaders): string {
  const key = headers['idempotency-key'];
  if (key === undefined || key === '') {
    throw kitProblem(
      'idempotency-key-required',
      'Send a header Idempotency-Key that is new for each thing you want done.',
    );
  }
  if (typeof key !== 'string' || !VISIBLE_ASCII.test(key)) {
    throw kitProblem(
      'idempotency-key-malformed',
      'Send one Idempotency-Key of 1 to 255 visible ASCII characters, such as a UUID.',
    );
  }
  return key;
}

/** The claim under which a request is executed once. */
export const idempotencyClaim = ({ caller, operation, key, content }: IdempotentRequest): IdempotencyClaim => ({
  key: uuidOfHash(JSON.stringify([caller.subject, caller.clientId, operation, key])),
  bodyHash: uuidOfHash(canonicalJson(content)),
});

const uuidOfHash = (text: string): string => {
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};
