import { Problem, type ProblemKind, type ProblemMembers } from './problem.js';

/** Every way in which any service says no. A code never changes its meaning; new ones may be added. */
export const KIT_PROBLEMS = {
  'body-malformed': { status: 400, title: 'The body is not JSON that every parser reads alike' },
  'body-too-large': { status: 413, title: 'The body is larger than allowed' },
  'deadline-exceeded': { status: 504, title: 'There was no time left to answer' },
  'headers-too-large': { status: 431, title: 'The headers are larger than allowed' },
  'idempotency-key-malformed': { status: 400, title: 'An idempotency key is 1 to 255 visible ASCII characters' },
  'idempotency-key-required': { status: 400, title: 'This request needs an Idempotency-Key' },
  'insufficient-scope': { status: 403, title: 'The token lacks a scope' },
  'internal-error': { status: 500, title: 'Something failed inside the service' },
  'method-not-allowed': { status: 405, title: 'The resource does not answer to this method' },
  'not-found': { status: 404, title: 'There is nothing here' },
  overloaded: { status: 429, title: 'More requests are in hand than the service can finish in time' },
  'request-malformed': { status: 400, title: 'The request is not valid HTTP' },
  'request-too-slow': { status: 408, title: 'The request did not arrive in time' },
  unauthenticated: { status: 401, title: 'A valid access token is needed' },
  unavailable: { status: 503, title: 'The service cannot answer now' },
  'unsupported-media-type': { status: 415, title: 'The service reads application/json only' },
  'validation-failed': { status: 400, title: 'The request does not fit its schema' },
} as const satisfies Record<string, Omit<ProblemKind, 'code'>>;

export type KitProblemCode = keyof typeof KIT_PROBLEMS;

/** The kind of a code, as the HTTP server wants it. */
export const kitProblemKind = (code: KitProblemCode): ProblemKind => ({ code, ...KIT_PROBLEMS[code] });

/** A problem that any service may have, ready to throw. */
export const kitProblem = (
  code: KitProblemCode,
  detail: string,
  members?: ProblemMembers,
  retryAfterSeconds?: number,
): Problem => new Problem(kitProblemKind(code), detail, members, retryAfterSeconds);
