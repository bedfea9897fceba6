import { hash } from 'node:crypto';
import { type CryptoKey, errors, type JSONWebKeySet, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../clock/clock.js';
import { kitProblem } from '../problems/kit-problems.js';
import { Problem } from '../problems/problem.js';
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
/** No honest access token lives longer; one that does would outlive its key. */
const LONGEST_LIFETIME_SECONDS = 86_400;
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
    const generation = keys.generation();
    try {
      const { payload } = await jwtVerify(token, (header) => keyOf(header, keys), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        typ: 'at+jwt',
        clockTolerance: CLOCK_SKEW_SECONDS,
        currentDate: clock.now(),
        requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
      });
      const expiresAtMs = (lastSecond(payload, clock) + CLOCK_SKEW_SECONDS) * 1000;
      const caller = callerOf(payload);
      verified.remember(digest, { caller, expiresAtMs, generation });
      return caller;
    } catch (error) {
      throw refusal(error);
    }
  };

  return {
    verify: (token) => {
      if (token.length > LARGEST_TOKEN_CHARACTERS) throw unauthenticated('The token is too large.');
      keys.keepFresh();
      const digest = hash('sha256', token, 'base64');
      return verified.find(digest) ?? verifyAnew(token, digest);
    },
  };
}

const KEY_ID = /^[\w.-]{1,128}$/;
/** Headers by which a token would choose the key that judges it. */
const KEY_HEADERS = ['jku', 'jwk', 'x5u', 'x5c'];

function keyOf(header: JWTHeaderParameters, keys: KeySource): Promise<CryptoKey> {
  const { kid } = header;
  if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw unauthenticated('The token names no key.');
  if (KEY_HEADERS.some((name) => name in header)) throw unauthenticated('The token brings its own key.');
  return keys.find(header);
}

/** Second in which the token expires. */
function lastSecond({ iat = 0, exp = 0 }: JWTPayload, clock: Clock): number {
  if (iat > clock.now().getTime() / 1000 + CLOCK_SKEW_SECONDS) throw unauthenticated('The token is not valid yet.');
  if (exp - iat > LONGEST_LIFETIME_SECONDS) throw unauthenticated('The token lives too long.');
  return exp;
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

/** What the caller may know: that its token has run out, and otherwise little more than that it is not good. */
function refusal(error: unknown): Error {
  if (error instanceof Problem) return error;
  if (error instanceof KeysUnavailable) return kitProblem('unavailable', 'Tokens cannot be checked now.', {}, 5);
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.');
  // Besides jose's own errors: a key that is published and unfit, such as a short one.
  return unauthenticated('The token is not valid here.');
}

const unauthenticated = (detail: string): Problem => kitProblem('unauthenticated', detail);
