import type { JSONWebKeySet } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { createTokenIssuer, serveTokenIssuer, type TokenIssuer } from '../../testing/token-issuer.js';
import { type Clock, systemClock } from '../clock/clock.js';
import { fetchedKeys, type KeySource, KeysUnavailable } from './key-source.js';
import { createTokenVerifier } from './token-verifier.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let nowMs: number;
let fetches: number;
let answer: () => Promise<JSONWebKeySet>;
let issuer: TokenIssuer;
let keys: KeySource;
const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
const url = new URL('https://issuer.test/jwks.json');

beforeEach(async () => {
  nowMs = 1_000_000;
  fetches = 0;
  issuer = await createTokenIssuer();
  answer = () => Promise.resolve(issuer.keys());
  keys = fetchedKeys({
    url,
    clock,
    fetchKeys: () => {
      fetches += 1;
      return answer();
    },
  });
});

const down = (): Promise<JSONWebKeySet> => Promise.reject(new Error('connection refused'));
const find = (kid = issuer.signingKey().kid) => keys.find({ alg: 'ES256', kid });

describe('keys of an issuer', () => {
  test('are fetched once for many tokens at the same time', async () => {
    const found = await Promise.all(Array.from({ length: 50 }, () => find()));
    expect(new Set(found).size).toBe(1);
    expect(fetches).toBe(1);
  });

  test('are fetched again for a key that is new, once for all who wait', async () => {
    await find();
    nowMs += 10 * SECOND;
    await issuer.rotate();
    await Promise.all(Array.from({ length: 50 }, () => find()));
    expect(fetches).toBe(2);
  });

  test('are not fetched for every key id that somebody makes up', async () => {
    await find();
    for (let second = 0; second < 60; second += 1) {
      nowMs += SECOND;
      await expect(find(`made-up-${second}`)).rejects.toThrow('no applicable key');
    }
    expect(fetches).toBe(1 + 6);
  });

  test('are refreshed while callers are served with the old ones', async () => {
    await find();
    nowMs += 5 * MINUTE + 1;
    let finish: (set: JSONWebKeySet) => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await find();
    await find();
    expect(fetches).toBe(2);
    finish(issuer.keys());
  });

  test('stay good while the issuer is down, for a day', async () => {
    await find();
    answer = down;
    nowMs += 23 * HOUR;
    await expect(find()).resolves.toBeDefined();
    nowMs += HOUR + 1;
    await expect(find()).rejects.toThrow(KeysUnavailable);
  });

  test('that never came leave tokens unjudged until the issuer answers', async () => {
    answer = down;
    await expect(find()).rejects.toThrow(KeysUnavailable);
    await expect(find()).rejects.toThrow(KeysUnavailable);
    expect(fetches).toBe(1);
    answer = () => Promise.resolve(issuer.keys());
    nowMs += SECOND;
    await expect(find()).resolves.toBeDefined();
  });

  test('change their generation only when one of them goes', async () => {
    await find();
    const before = keys.generation();
    nowMs += 10 * SECOND;
    await issuer.rotate();
    await find();
    expect(keys.generation()).toBe(before);
    issuer.forgetOldKeys();
    nowMs += 10 * SECOND;
    await expect(find('unknown')).rejects.toThrow();
    expect(keys.generation()).toBe(before + 1);
  });
});

test('a withdrawn key counts no more, although every token that comes was seen before', async () => {
  const served = await serveTokenIssuer(issuer);
  let skewMs = 0;
  const moving: Clock = { now: systemClock.now, monotonicMs: () => systemClock.monotonicMs() + skewMs };
  const verifier = createTokenVerifier({ ...issuer, jwks: served.jwks, clock: moving });
  try {
    const stolen = await issuer.issue();
    await verifier.verify(stolen);
    await issuer.rotate();
    issuer.forgetOldKeys();
    expect(verifier.verify(stolen)).not.toBeInstanceOf(Promise);
    skewMs += 5 * MINUTE;
    await expect
      .poll(async () =>
        (async () => verifier.verify(stolen))().then(
          () => 'let in',
          () => 'refused',
        ),
      )
      .toBe('refused');
  } finally {
    await served.stop();
  }
});

describe('over HTTP', () => {
  test('tokens stay good while keys rotate in flight, until the old key is withdrawn', async () => {
    const served = await serveTokenIssuer(issuer);
    let skewMs = 0;
    const moving: Clock = {
      now: systemClock.now,
      monotonicMs: () => systemClock.monotonicMs() + skewMs,
    };
    const verifier = createTokenVerifier({
      issuer: issuer.issuer,
      audience: issuer.audience,
      jwks: served.jwks,
      clock: moving,
    });
    try {
      const old = await issuer.issue({ subject: 'alice' });
      await verifier.verify(old);
      const otherOld = await issuer.issue({ subject: 'bob' });
      await issuer.rotate();
      skewMs += 10 * SECOND;
      const fresh = await issuer.issue({ subject: 'carol' });
      const all = await Promise.all([old, otherOld, fresh].map(async (token) => verifier.verify(token)));
      expect(all.map(({ subject }) => subject)).toEqual(['alice', 'bob', 'carol']);

      issuer.forgetOldKeys();
      skewMs += 10 * SECOND;
      await issuer.rotate();
      await verifier.verify(await issuer.issue());
      // Remembered or not: nothing counts that the withdrawn key signed.
      await expect((async () => verifier.verify(old))()).rejects.toMatchObject({ kind: { code: 'unauthenticated' } });
    } finally {
      await served.stop();
    }
  });

  test('an issuer that cannot be reached is no fault of the token', async () => {
    const verifier = createTokenVerifier({
      issuer: issuer.issuer,
      audience: issuer.audience,
      jwks: new URL('http://127.0.0.1:1/jwks.json'),
      clock: systemClock,
    });
    await expect(verifier.verify(await issuer.issue())).rejects.toMatchObject({
      kind: { code: 'unavailable', status: 503 },
      retryAfterSeconds: 5,
    });
  });
});
