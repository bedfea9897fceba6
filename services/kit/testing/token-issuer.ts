import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  type JWK,
  SignJWT,
} from 'jose';
import { TOKEN_AUDIENCE, TOKEN_KEYS_PATH } from '../../definition/names.js';
import { type Clock, systemClock } from '../src/clock/clock.js';

/** What a token says; everything has a default. */
export interface TokenRequest {
  readonly subject?: string;
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  readonly audience?: string;
  readonly home?: string;
  readonly lifetimeSeconds?: number;
  /** Further or other claims, as they stand in the token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An issuer of access tokens for tests, load and the console, until the real one is asked. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  /** The public keys of now: the signing one and those of before that still count. */
  readonly keys: () => JSONWebKeySet;
  readonly issue: (request?: TokenRequest) => Promise<string>;
  /** Signs with a new key from now on; the old one stays published until `forgetOldKeys`. */
  readonly rotate: () => Promise<void>;
  readonly forgetOldKeys: () => void;
  /** The key in use, for tests that forge. */
  readonly signingKey: () => { readonly privateKey: CryptoKey; readonly kid: string };
}

export interface TokenIssuerOptions {
  readonly issuer?: string;
  readonly audience?: string;
  readonly algorithm?: 'ES256' | 'EdDSA' | 'RS256';
  readonly clock?: Clock;
}

/** The lifetime that the auth service gives its access tokens. */
const LIFETIME_SECONDS = 900;

/** Starts with one key of its own. */
export async function createTokenIssuer({
  issuer = 'https://issuer.test',
  audience = TOKEN_AUDIENCE,
  algorithm = 'ES256',
  clock = systemClock,
}: TokenIssuerOptions = {}): Promise<TokenIssuer> {
  let signing = await newKey(algorithm);
  let published: readonly JWK[] = [signing.publicJwk];
  return {
    issuer,
    audience,
    keys: () => ({ keys: [...published] }),
    signingKey: () => signing,
    rotate: async () => {
      signing = await newKey(algorithm);
      published = [...published, signing.publicJwk];
    },
    forgetOldKeys: () => {
      published = [signing.publicJwk];
    },
    issue: (request = {}) => {
      const nowSeconds = Math.floor(clock.now().getTime() / 1000);
      const claims = {
        iss: issuer,
        aud: request.audience ?? audience,
        sub: request.subject ?? 'subject-1',
        client_id: request.clientId ?? 'test-client',
        scope: (request.scopes ?? []).join(' '),
        iat: nowSeconds,
        nbf: nowSeconds,
        exp: nowSeconds + (request.lifetimeSeconds ?? LIFETIME_SECONDS),
        jti: randomUUID(),
        ...(request.home === undefined ? {} : { home: request.home }),
        ...request.claims,
      };
      const header = { alg: algorithm, typ: 'at+jwt', kid: signing.kid };
      return new SignJWT(claims).setProtectedHeader(header).sign(signing.privateKey);
    },
  };
}

/** The issuer's keys over HTTP on the loopback interface, where its real counterpart has them. */
export async function serveTokenIssuer(issuer: TokenIssuer): Promise<{ jwks: URL; stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.url !== TOKEN_KEYS_PATH) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' }).end(JSON.stringify(issuer.keys()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    jwks: new URL(`http://127.0.0.1:${port}${TOKEN_KEYS_PATH}`),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly kid: string;
  readonly publicJwk: JWK;
}

async function newKey(algorithm: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { privateKey, kid, publicJwk: { ...jwk, kid, alg: algorithm, use: 'sig' } };
}
