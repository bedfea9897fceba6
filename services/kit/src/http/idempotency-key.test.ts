import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.js';
import { idempotencyClaim, type IdempotentRequest, readIdempotencyKey } from './idempotency-key.js';

describe('the header', () => {
  test.each(['a', '!', '~', '8e03978e-40d5-43dd-bc93-6894a57f9324', '"quoted"', 'x'.repeat(255)])(
    '%s is a key',
    (key) => {
      expect(readIdempotencyKey({ 'idempotency-key': key })).toBe(key);
    },
  );

  test.each([undefined, ''])('%j is missing', (key) => {
    expect(() => readIdempotencyKey(key === undefined ? {} : { 'idempotency-key': key })).toThrow(
      'idempotency-key-required',
    );
  });

  test.each([' ', 'a b', 'a, b', 'a\tb', 'ä', 'a\u0000', 'a\u007f', 'x'.repeat(256), ['a', 'b']])(
    '%j is malformed',
    (key) => {
      expect(() => readIdempotencyKey({ 'idempotency-key': key })).toThrow('idempotency-key-malformed');
    },
  );
});

const request: IdempotentRequest = {
  caller: { subject: 'alice', clientId: 'app' },
  operation: 'post-transfer',
  key: 'k-1',
  content: { amount: 1, to: 'b' },
};

describe('the claim', () => {
  test('is two UUIDs that never change between releases', () => {
    expect(idempotencyClaim(request)).toEqual({
      key: '3445efd0-4dea-4935-f5a0-b8fcc56413a4',
      bodyHash: '60e24543-c823-215c-b518-a8fd197f324f',
    });
  });

  test('is another for another caller, operation or key', () => {
    const others = [
      { ...request, caller: { subject: 'bob', clientId: 'app' } },
      { ...request, caller: { subject: 'alice', clientId: 'app2' } },
      // What is joined without care is the same for both.
      { ...request, caller: { subject: 'alic', clientId: 'eapp' } },
      { ...request, operation: 'hold-funds' },
      { ...request, key: 'k-2' },
    ];
    const keys = [request, ...others].map((each) => idempotencyClaim(each).key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('does not mind the order of members and minds everything else', () => {
    const hashOf = (content: unknown): string => idempotencyClaim({ ...request, content }).bodyHash;
    expect(hashOf({ to: 'b', amount: 1 })).toBe(hashOf(request.content));
    const others = [{ amount: 1 }, { amount: '1', to: 'b' }, { amount: 1, to: 'b', more: null }, [1, 'b'], null];
    expect(new Set([request.content, ...others].map(hashOf)).size).toBe(others.length + 1);
  });
});

describe('canonical JSON', () => {
  test.each([
    ['{"b":[3,{"z":1,"y":null}],"a":"é"}', '{"a":"é","b":[3,{"y":null,"z":1}]}'],
    ['{"\\u20ac":1,"\\r":2,"1":3,"\\ud83d\\ude00":4,"\\ufb33":5}', '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'],
    ['[1e21,1.0,-0,0.1,1e-7]', '[1e+21,1,0,0.1,1e-7]'],
  ])('of %s', (text, canonical) => {
    expect(canonicalJson(JSON.parse(text))).toBe(canonical);
  });

  test('means the same as what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});
