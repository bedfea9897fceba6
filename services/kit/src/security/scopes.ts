import type { Caller } from './caller.js';

/** RFC 6749: visible ASCII without quote and backslash, separated by single spaces. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;
const MOST_SCOPES = 100;

/** Reads a `scope` claim; undefined when it is not one. */
export function parseScopes(claim: unknown): ReadonlySet<string> | undefined {
  if (claim === undefined || claim === '') return new Set();
  if (typeof claim !== 'string') return undefined;
  const scopes = claim.split(' ');
  return scopes.length <= MOST_SCOPES && scopes.every((scope) => SCOPE.test(scope)) ? new Set(scopes) : undefined;
}

/** The scopes that a caller would need and has not. */
export const missingScopes = (caller: Caller, required: readonly string[]): readonly string[] =>
  required.filter((scope) => !caller.scopes.has(scope));
