import { expect, test } from 'vitest';
import type { Clock } from '../clock/clock.js';
import type { Caller } from './caller.js';
import { createVerifiedTokens } from './verified-tokens.js';

const clock: Clock = { now: () => new Date(1_000), monotonicMs: () => 1_000 };
const alice: Caller = { subject: 'alice', clientId: 'app', scopes: new Set() };

const until = (expiresAtMs: number) => ({ caller: alice, expiresAtMs, generation: 0 });

test('forgets the oldest when there are too many', () => {
  const tokens = createVerifiedTokens(clock, () => 0, 2);
  for (const digest of ['a', 'b', 'c']) tokens.remember(digest, until(2_000));
  expect([tokens.find('a'), tokens.find('b'), tokens.find('c')]).toEqual([undefined, alice, alice]);
});

test('forgets what has expired and what an earlier generation of keys verified', () => {
  let generation = 0;
  const tokens = createVerifiedTokens(clock, () => generation);
  tokens.remember('expired', until(1_000));
  tokens.remember('good', until(1_001));
  expect([tokens.find('expired'), tokens.find('good')]).toEqual([undefined, alice]);
  generation = 1;
  expect(tokens.find('good')).toBeUndefined();
});
