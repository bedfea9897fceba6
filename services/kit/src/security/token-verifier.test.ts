import type { Problem } from '../problems/problem.js';
import type { TokenRequest } from '../../testing/token-issuer.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { createForgery, encodePart, type Forgery } from '../../testing/forgery.js';

let forgery: Forgery;

beforeEach(async () => {
  forgery = await createForgery();
});

describe('a good token', () => {
  test.each(['ES256', 'EdDSA', 'RS256'] as const)('signed with %s tells who asks', async (algorithm) => {
    const signer = await createForgery(algorithm);
    const request: TokenRequest = { subject: 'alice', clientId: 'app', scopes: ['a:read', 'b'], home: 'use1' };
    const caller = await signer.verifier.verify(await signer.issuer.issue(request));
    expect(caller).toEqual({ subject: 'alice', clientId: 'app', scopes: new Set(['a:read', 'b']), home: 'use1' });
  });

  test('is verified once and remembered until it expires', async () => {
    const token = await forgery.issuer.issue({ lifetimeSeconds: 60 });
    const first = forgery.verifier.verify(token);
    expect(first).toBeInstanceOf(Promise);
    const caller = await first;
    expect(forgery.verifier.verify(token)).toBe(caller);
    forgery.wait(119_000);
    expect(forgery.verifier.verify(token)).toBe(caller);
    forgery.wait(1_000);
    expect(await forgery.refusal(token)).toBe('unauthenticated');
  });

  test('may name several audiences', async () => {
    expect(
      await forgery.refusal(await forgery.issuer.issue({ claims: { aud: ['elsewhere', forgery.issuer.audience] } })),
    ).toBeUndefined();
  });
});

describe('claims', () => {
  test.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://issuer.test.evil.test' }],
    ['the issuer with a slash', { iss: 'https://issuer.test/' }],
    ['a list of issuers', { iss: ['https://issuer.test'] }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other-api' }],
    ['an audience that only begins alike', { aud: 'finflow-api-admin' }],
    ['no audience', { aud: undefined }],
    ['an empty list of audiences', { aud: [] }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['a subject that is no text', { sub: 7 }],
    ['a subject that is an object', { sub: { toString: 'alice' } }],
    ['no client', { client_id: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is text', { exp: '9999999999' }],
    ['an expiry beyond all numbers', { exp: Number.MAX_VALUE }],
    ['no time of issue', { iat: undefined }],
    ['scopes in a list', { scope: ['ledger:operate'] }],
    ['scopes with a quote', { scope: 'a"b' }],
    ['scopes with two spaces', { scope: 'a  b' }],
    ['a home that is no text', { home: 7 }],
  ])('%s is refused', async (_name, claims) => {
    expect(await forgery.refusal(await forgery.signedWith({}, { ...forgery.claims(), ...claims }))).toBe(
      'unauthenticated',
    );
  });

  test.each(['JWT', 'jwt', 'id_token+jwt', 'logout+jwt', 'dpop+jwt', undefined])('type %s is refused', async (typ) => {
    expect(await forgery.refusal(await forgery.signedWith({ typ }))).toBe('unauthenticated');
  });

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt'])('type %s is an access token', async (typ) => {
    expect(await forgery.refusal(await forgery.signedWith({ typ }))).toBeUndefined();
  });

  test('an ID token is no access token, although the issuer signed it', async () => {
    const idToken = {
      iss: forgery.issuer.issuer,
      aud: 'app',
      sub: 'alice',
      nonce: 'n',
      auth_time: forgery.seconds(0),
      iat: forgery.seconds(0),
    };
    expect(
      await forgery.refusal(await forgery.signedWith({ typ: 'JWT' }, { ...idToken, exp: forgery.seconds(900) })),
    ).toBe('unauthenticated');
    // Even one whose client is named like the API.
    const confused = { ...idToken, aud: forgery.issuer.audience, azp: 'app', exp: forgery.seconds(900) };
    expect(await forgery.refusal(await forgery.signedWith({ typ: 'JWT' }, confused))).toBe('unauthenticated');
  });
});

describe('clocks that differ', () => {
  test.each([
    [{ exp: -59 }, undefined],
    [{ exp: -61 }, 'unauthenticated'],
    [{ nbf: 59 }, undefined],
    [{ nbf: 61 }, 'unauthenticated'],
    [{ iat: 61 }, 'unauthenticated'],
    [{ iat: 59 }, undefined],
  ] as const)('%j seconds from now: %s', async (offsets, expected) => {
    const times = Object.fromEntries(
      Object.entries(offsets).map(([claim, offset]) => [claim, forgery.seconds(offset)]),
    );
    expect(await forgery.refusal(await forgery.signedWith({}, { ...forgery.claims(), ...times }))).toBe(expected);
  });

  test('a token that lives longer than a day is refused', async () => {
    expect(await forgery.refusal(await forgery.issuer.issue({ lifetimeSeconds: 86_401 }))).toBe('unauthenticated');
  });
});

describe('size and shape', () => {
  test('8 KiB are read, more are not looked at', async () => {
    const base = (await forgery.issuer.issue({ claims: { filler: '' } })).length;
    const fitting = await forgery.issuer.issue({ claims: { filler: 'x'.repeat(Math.floor(((8192 - base) * 3) / 4)) } });
    expect(fitting.length).toBeLessThanOrEqual(8192);
    expect(await forgery.refusal(fitting)).toBeUndefined();
    expect(await forgery.refusal(await forgery.issuer.issue({ claims: { filler: 'x'.repeat(8192) } }))).toBe(
      'unauthenticated',
    );
    expect(await forgery.refusal('x'.repeat(1_000_000))).toBe('unauthenticated');
  });

  test.each(['', '.', '..', '...', 'a.b', 'a.b.c', 'a.b.c.d.e', 'é.é.é', '{"a":1}', 'null.null.null'])(
    '%j is no token',
    async (text) => {
      expect(await forgery.refusal(text)).toBe('unauthenticated');
    },
  );

  test('an encrypted token is refused', async () => {
    const header = encodePart({ alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' });
    expect(await forgery.refusal(`${header}..AAAA.AAAA.AAAA`)).toBe('unauthenticated');
  });

  test('a refusal never repeats the token', async () => {
    const token = await forgery.issuer.issue({ audience: 'other-api' });
    await expect(forgery.verifier.verify(token)).rejects.toSatisfy(
      (error: Problem) => !JSON.stringify([error.message, error.detail, error.members]).includes(token.slice(0, 20)),
    );
  });
});
