import { hash } from 'node:crypto';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../clock/clock.js';
import { kitProblem } from '../problems/kit-problems.js';
import type { Caller } from './caller.js';
import { fetchedKeys, fixedKeys, KeysUnavailable, type KeySource } from './key-source.js';
import { parseScopes } from './scopes.js';
import { createVerifiedTokens } from './verified-tokens.js';

/** Decides who asks, from a bearer token alone. */
export interface TokenVerifier {
  /**
   * Synchronous for a token that was verified before, because most calls are.
   *
   * @throws Problem `unauthenticated`, or `unavailable` when no keys can be had
   */
  readonly verify: (token: string) => Caller | Promise<Caller>;
}

export interface TokenVerifierOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: URL | JSONWebKeySet;
  readonly clock: Clock;
}

const LARGEST_TOKEN_CHARACTERS = 8 * 1024;
/** RFC 7519 allows "a few minutes" for clocks that differ; machines with NTP need less. */
const CLOCK_SKEW_SECONDS = 60;
/** Asymmetric only: a public key can never be taken for the secret of an HMAC. */
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'];

/**
 * Verifies JWT access tokens (RFC 9068): type `at+jwt`, one issuer, one audience, times within a minute, a signature by a key that the
 * issuer publishes. What a token's header says about keys (jku, x5u, jwk) is never followed.
 */
export function createTokenVerifier({ issuer, audience, jwks, clock }: TokenVerifierOptions): TokenVerifier {
  const keys: KeySource = jwks instanceof URL ? fetchedKeys({ url: jwks, clock }) : fixedKeys(jwks);
  const verified = createVerifiedTokens(clock, keys.generation);

  const verifyAnew = async (token: string, digest: string): Promise<Caller> => {
    const { payload } = await jwtVerify(token, (header) => keys.find(header), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      typ: 'at+jwt',
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
    }).catch((error: unknown) => {
      throw refusal(error);
    });
    const caller = callerOf(payload);
    verified.remember(digest, caller, ((payload.exp ?? 0) + CLOCK_SKEW_SECONDS) * 1000);
    return caller;
  };

  return {
    verify: (token) => {
      if (token.length > LARGEST_TOKEN_CHARACTERS) throw unauthenticated('The token is too large.');
      const digest = hash('sha256', token, 'base64');
      return verified.find(digest) ?? verifyAnew(token, digest);
    },
  };
}

function callerOf({ sub, client_id: clientId, scope, home }: JWTPayload): Caller {
  const scopes = parseScopes(scope);
  if (typeof sub !== 'string' || sub === '' || typeof clientId !== 'string' || clientId === '') {
    throw unauthenticated('The token names no subject or no client.');
  }
  if (scopes === undefined) throw unauthenticated('The token has a malformed scope.');
  if (home !== undefined && typeof home !== 'string') throw unauthenticated('The token has a malformed home.');
  return { subject: sub, clientId, scopes, ...(home === undefined ? {} : { home }) };
}

/** What the caller may know: that its token has run out, and otherwise only that it is not good. */
function refusal(error: unknown): Error {
  if (error instanceof KeysUnavailable) {
    return kitProblem('unavailable', 'Tokens cannot be checked now.', {}, 5);
  }
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.');
  if (error instanceof errors.JOSEError) return unauthenticated('The token is not valid here.');
  return error instanceof Error ? error : new Error(String(error));
}

const unauthenticated = (detail: string): Error => kitProblem('unauthenticated', detail);
