import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { createForgery, encodePart, type Forgery } from '../../testing/forgery.js';
import { createTokenIssuer } from '../../testing/token-issuer.js';
import { createTokenVerifier } from './token-verifier.js';

let forgery: Forgery;

beforeEach(async () => {
  forgery = await createForgery();
});

describe('a forged signature', () => {
  test.each(['none', 'None', 'NONE'])('alg %s is refused', async (alg) => {
    const { kid } = forgery.issuer.signingKey();
    const unsigned = `${encodePart({ alg, typ: 'at+jwt', kid })}.${encodePart(forgery.claims())}`;
    expect(await forgery.refusal(`${unsigned}.`)).toBe('unauthenticated');
    expect(await forgery.refusal(unsigned)).toBe('unauthenticated');
    const signature = (await forgery.issuer.issue()).split('.')[2] ?? '';
    expect(await forgery.refusal(`${unsigned}.${signature}`)).toBe('unauthenticated');
  });

  test('a public RSA key is no HMAC secret, however it is written', async () => {
    const signer = await createForgery('RS256');
    const [jwk] = signer.issuer.keys().keys;
    const publicKey = await importJWK(jwk ?? {}, 'RS256');
    if (publicKey instanceof Uint8Array) throw new TypeError('not a public key');
    const pem = await exportSPKI(publicKey);
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    for (const secret of [pem, pem.trim(), der, JSON.stringify(jwk), jwk?.n ?? '']) {
      const input = `${encodePart({ alg: 'HS256', typ: 'at+jwt', kid: jwk?.kid })}.${encodePart(forgery.claims())}`;
      const signature = createHmac('sha256', secret).update(input).digest('base64url');
      expect(await signer.refusal(`${input}.${signature}`)).toBe('unauthenticated');
    }
  });

  test('an algorithm that the key is not for is refused', async () => {
    const token = await forgery.issuer.issue();
    const [, payload = '', signature = ''] = token.split('.');
    for (const alg of ['RS256', 'EdDSA', 'ES384', 'PS256', 'HS256']) {
      const header = encodePart({ alg, typ: 'at+jwt', kid: forgery.issuer.signingKey().kid });
      expect(await forgery.refusal(`${header}.${payload}.${signature}`)).toBe('unauthenticated');
    }
  });

  test('a changed payload, an empty and an all-zero signature are refused', async () => {
    const [header = '', , signature = ''] = (await forgery.issuer.issue()).split('.');
    const payload = encodePart({ ...forgery.claims(), scope: 'ledger:operate' });
    expect(await forgery.refusal(`${header}.${payload}.${signature}`)).toBe('unauthenticated');
    expect(await forgery.refusal(`${header}.${payload}.`)).toBe('unauthenticated');
    // CVE-2022-21449: r = s = 0 was a valid ECDSA signature of everything.
    expect(await forgery.refusal(`${header}.${payload}.${base64url.encode(new Uint8Array(64))}`)).toBe(
      'unauthenticated',
    );
  });

  test("somebody else's key under the issuer's key id is refused", async () => {
    const stranger = await createTokenIssuer();
    const { privateKey } = stranger.signingKey();
    const header = { alg: 'ES256', typ: 'at+jwt', kid: forgery.issuer.signingKey().kid };
    expect(await forgery.refusal(await new SignJWT(forgery.claims()).setProtectedHeader(header).sign(privateKey))).toBe(
      'unauthenticated',
    );
  });

  test('an RSA key of 1024 bits is refused although it is published', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256', use: 'sig' };
    const weak = createTokenVerifier({ ...forgery.issuer, jwks: { keys: [jwk] }, clock: forgery.clock });
    const input = `${encodePart({ alg: 'RS256', typ: 'at+jwt', kid: 'short' })}.${encodePart(forgery.claims())}`;
    const signature = createSign('sha256').update(input).sign(privateKey, 'base64url');
    await expect(weak.verify(`${input}.${signature}`)).rejects.toMatchObject({ kind: { code: 'unauthenticated' } });
  });
});

describe('a key that the token brings or points to', () => {
  test.each(['jwk', 'jku', 'x5u', 'x5c'])('%s in the header is refused', async (parameter) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const own = await exportJWK(publicKey);
    const values: Record<string, unknown> = {
      jwk: own,
      jku: 'https://evil.test/jwks.json',
      x5u: 'https://evil.test/cert.pem',
      x5c: ['AAAA'],
    };
    const brought = { [parameter]: values[parameter] };
    for (const kid of [forgery.issuer.signingKey().kid, 'mine', undefined]) {
      const header = { alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }), ...brought };
      const token = await new SignJWT(forgery.claims()).setProtectedHeader(header).sign(privateKey);
      expect(await forgery.refusal(token)).toBe('unauthenticated');
    }
    // Not even when the signature is the issuer's: no honest token has such a header.
    expect(await forgery.refusal(await forgery.signedWith(brought))).toBe('unauthenticated');
  });

  test.each([
    '../../../../dev/null',
    '/etc/passwd',
    'x" or "1"="1',
    "' UNION SELECT 'secret'--",
    '__proto__',
    'constructor',
    'https://evil.test/keys',
    '',
    'k'.repeat(1000),
    'a\u0000b',
  ])('key id %j finds nothing', async (kid) => {
    expect(await forgery.refusal(await forgery.signedWith({ kid }))).toBe('unauthenticated');
  });

  test('a token without a key id is refused even when there is only one key', async () => {
    expect(await forgery.refusal(await forgery.signedWith({ kid: undefined }))).toBe('unauthenticated');
  });

  test.each([7, null, ['a'], { a: 1 }])('a key id that is no text, %j, is refused', async (kid) => {
    const input = `${encodePart({ alg: 'ES256', typ: 'at+jwt', kid })}.${encodePart(forgery.claims())}`;
    expect(await forgery.refusal(`${input}.${'A'.repeat(86)}`)).toBe('unauthenticated');
  });

  test('critical extensions are refused', async () => {
    const input = `${encodePart({ alg: 'ES256', typ: 'at+jwt', kid: 'a', crit: ['exp'], exp: 1 })}.${encodePart(forgery.claims())}`;
    expect(await forgery.refusal(`${input}.${'A'.repeat(86)}`)).toBe('unauthenticated');
  });
});
