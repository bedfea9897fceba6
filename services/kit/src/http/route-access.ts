import type { FastifyInstance, FastifyRequest } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';
import type { Caller } from '../security/caller.js';
import { missingScopes } from '../security/scopes.js';
import type { TokenVerifier } from '../security/token-verifier.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** All of these must be in the token; none of them means that any valid token will do. */
    scopes?: readonly string[];
    /** Anybody may ask, without a token. */
    anonymous?: true;
    /** Asked by the platform: neither shed, traced, measured nor logged. */
    internal?: true;
  }
  interface FastifyRequest {
    /** Who asks; only on routes with scopes. */
    readonly caller: Caller;
    verifiedCaller: Caller | null;
  }
}

/** Schemes are case-insensitive; the token is base64url with dots (RFC 6750). */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** Checks the bearer token of every route before its body is read. A route that says nothing about access refuses to start. */
export function guardRoutes(server: FastifyInstance, verifier: TokenVerifier): void {
  server.decorateRequest('verifiedCaller', null);
  server.decorateRequest('caller', { getter: callerOf });
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.anonymous === true && config.scopes === undefined) return;
    if (config?.anonymous === undefined && config?.scopes !== undefined) return;
    throw new RangeError(`${String(method)} ${url}: the route must name its scopes or be anonymous, one of the two`);
  });
  server.addHook('onRequest', (request, _reply, done) => {
    const { scopes } = request.routeOptions.config;
    if (scopes === undefined) {
      done();
      return;
    }
    const admit = (caller: Caller): void => {
      const missing = missingScopes(caller, scopes);
      request.verifiedCaller = caller;
      done(missing.length === 0 ? undefined : insufficient(missing));
    };
    try {
      const caller = verifier.verify(bearerToken(request));
      if (caller instanceof Promise) caller.then(admit, done);
      else admit(caller);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function callerOf(this: FastifyRequest): Caller {
  if (this.verifiedCaller === null) throw new RangeError('an anonymous route has no caller');
  return this.verifiedCaller;
}

function bearerToken({ headers }: FastifyRequest): string {
  const { authorization } = headers;
  if (authorization === undefined)
    throw kitProblem('unauthenticated', 'Send a header Authorization with a bearer token.');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw kitProblem('unauthenticated', 'The header Authorization holds no bearer token.');
  return token;
}

const insufficient = (missing: readonly string[]): Error =>
  kitProblem('insufficient-scope', `The token lacks ${missing.join(' ')}.`, { missingScopes: missing });
