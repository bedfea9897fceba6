import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonRefused, parseInternetJson } from './internet-json.js';

const parse = (text: string, maxDepth = 32): unknown => parseInternetJson(text, { maxDepth });
const reason = (text: string): string => {
  try {
    parse(text);
    return 'accepted';
  } catch (error) {
    if (error instanceof JsonRefused) return error.reason;
    throw error;
  }
};

describe('what every parser reads alike is read', () => {
  test('as JSON.parse reads it', () => {
    const withoutPrototypes = fc
      .jsonValue({ noUnicodeString: false })
      .filter((value) => !JSON.stringify(value).includes('__proto__'))
      .filter((value) => !/\d{16}|e[+-]?\d/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(withoutPrototypes, fc.integer({ min: 0, max: 4 }), (value, space) => {
        const text = JSON.stringify(value, null, space);
        if (/\\ud[89a-f]/i.test(text)) return;
        expect(parse(text, 1000)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"a":{"a":[{"a":1},{"a":2}]},"b":"a"}'],
    ['{"__proto":1,"constructor":2,"prototype":3}'],
    ['["__proto__"]'],
    ['{"a":"__proto__"}'],
    ['"\\ud83d\\ude00"'],
    ['{"a":"{\\"a\\":1,\\"a\\":2}"}'],
    ['{"a":"9007199254740993"}'],
    ['[9007199254740991,-9007199254740991,0,-0,1.5,1e3,1.0,0.1,1E-7,123456789012.345]'],
    ['[0.30000000000000004,3.141592653589793238]'],
  ])('%s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });
});

describe('the same member twice is refused', () => {
  test.each([
    '{"a":1,"a":1}',
    '{"a":1,"b":{},"a":2}',
    '{"amount":1,"\\u0061mount":2}',
    '[{"x":{"a":[],"a":{}}}]',
    '{"":1,"":2}',
    '{ "a" : 1 , "a" : 2 }',
    '{"a":{"b":1},"c":[{"b":1}],"a":{}}',
  ])('%s', (text) => {
    expect(reason(text)).toBe('has the same member twice');
  });
});

describe('a way to the prototype is refused', () => {
  test.each([
    '{"__proto__":{"admin":true}}',
    '[{"a":{"__proto__":1}}]',
    '{"\\u005f_proto__":1}',
    '{"__proto__" :null}',
  ])('%s', (text) => {
    expect(reason(text)).toBe('has a member named __proto__');
  });
});

describe('a number that a double does not hold is refused', () => {
  test.each([
    '9007199254740992',
    '9007199254740993',
    '-9007199254740992',
    '{"amount":90071992547409910}',
    '1e16',
    '1e400',
    '-1e400',
    '9007199254740991.5',
    '9007199254740993.0',
    '4503599627370497.6',
    '0.99999999999999999999999',
    '1.0000000000000000001',
    '900719925474099.3e1',
    `1${'0'.repeat(5000)}`,
  ])('%s', (text) => {
    expect(reason(text)).toMatch(/number/);
  });

  test('whatever is whole afterwards was written so', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.nat(30), (whole, zeros) => {
        for (const text of [String(whole), `${whole}.${'0'.repeat(zeros + 1)}`]) {
          const read = reason(text) === 'accepted' ? parse(text) : undefined;
          if (read !== undefined) expect(BigInt(read as number)).toBe(whole);
        }
      }),
    );
  });
});

test('half of a surrogate pair is refused', () => {
  for (const text of ['"\\ud800"', '{"\\udc00":1}', '["a\\ud83dz"]', '"\\ude00\\ud83d"']) {
    expect(reason(text)).toBe('has half of a surrogate pair');
  }
});

describe('nesting', () => {
  test('is read to its limit', () => {
    expect(parse('[[[1]]]', 3)).toEqual([[[1]]]);
    expect(() => parse('[[[[1]]]]', 3)).toThrow('is nested deeper than 3 levels');
    expect(() => parse('{"a":{"a":{"a":{}}}}', 3)).toThrow('is nested deeper than 3 levels');
    expect(parse('[[],[],[],{"a":[]}]', 3)).toEqual([[], [], [], { a: [] }]);
  });

  test('of a million levels does not hurt', () => {
    const deep = 1_000_000;
    expect(reason(`${'['.repeat(deep)}${']'.repeat(deep)}`)).toBe('is nested deeper than 32 levels');
    expect(reason(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).toBe('is nested deeper than 32 levels');
  });
});

test.each([
  '',
  ' ',
  '{',
  '{"a":1}{}',
  "{'a':1}",
  '{"a":1,}',
  '[1,]',
  'NaN',
  'Infinity',
  '01',
  '+1',
  '.5',
  '0x10',
  '\ufeff{}',
  '"\u0000"',
  '// {}',
])('%j is not JSON', (text) => {
  expect(reason(text)).toBe('is not JSON');
});
