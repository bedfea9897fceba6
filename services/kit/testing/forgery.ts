import { base64url, type JWTHeaderParameters, SignJWT } from 'jose';
import type { Clock } from '../src/clock/clock.js';
import { Problem } from '../src/problems/problem.js';
import { createTokenVerifier, type TokenVerifier } from '../src/security/token-verifier.js';
import { createTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from './token-issuer.js';

type Claims = Readonly<Record<string, unknown>>;

/** An issuer, somebody who trusts it, and the means to lie. Time stands still. */
export interface Forgery {
  readonly issuer: TokenIssuer;
  readonly verifier: TokenVerifier;
  readonly clock: Clock;
  /** Claims of a good token. */
  readonly claims: () => Record<string, unknown>;
  /** Seconds since 1970, so many from now. */
  readonly seconds: (offset: number) => number;
  /** Lets time pass. */
  readonly wait: (milliseconds: number) => void;
  /** Signed by the issuer's own key, with a header that the issuer would not write. */
  readonly signedWith: (header: Claims, claims?: Claims) => Promise<string>;
  /** The code of the refusal; undefined for a token that is accepted. */
  readonly refusal: (token: string) => Promise<string | undefined>;
}

const START_MS = Date.parse('2026-11-23T09:00:00Z');

/** Everything anew, with a key of its own. */
export async function createForgery(algorithm: TokenIssuerOptions['algorithm'] = 'ES256'): Promise<Forgery> {
  let nowMs = START_MS;
  const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  const issuer = await createTokenIssuer({ clock, algorithm });
  const verifier = createTokenVerifier({
    issuer: issuer.issuer,
    audience: issuer.audience,
    jwks: issuer.keys(),
    clock,
  });
  const seconds = (offset: number): number => Math.floor(nowMs / 1000) + offset;
  const claims = (): Record<string, unknown> => ({
    iss: issuer.issuer,
    aud: issuer.audience,
    sub: 'alice',
    client_id: 'app',
    scope: 'ledger:operate',
    iat: seconds(0),
    exp: seconds(900),
  });
  return {
    issuer,
    verifier,
    clock,
    claims,
    seconds,
    wait: (milliseconds) => {
      nowMs += milliseconds;
    },
    signedWith: (header, changed = claims()) => {
      const { kid, privateKey } = issuer.signingKey();
      const full: JWTHeaderParameters = { alg: algorithm, typ: 'at+jwt', kid, ...header };
      return new SignJWT(changed).setProtectedHeader(full).sign(privateKey);
    },
    refusal: async (token) => {
      try {
        await verifier.verify(token);
        return undefined;
      } catch (error) {
        if (error instanceof Problem) return error.kind.code;
        throw error;
      }
    },
  };
}

/** A part of a token as it is written. */
export const encodePart = (part: object): string => base64url.encode(JSON.stringify(part));
