import { loadAll, load, YAML11_SCHEMA } from 'js-yaml';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { manifestYaml } from './manifest-yaml.js';

const AWKWARD = [
  ...[
    '',
    ' ',
    'on',
    'Off',
    'y',
    'N',
    'yes',
    'null',
    '~',
    'true',
    '1e3',
    '0x1',
    '0o7',
    '012',
    '1_000',
    '12:30:45',
    '.5',
    '+1',
  ],
  ...[
    '.inf',
    '.nan',
    '2026-01-01',
    '=',
    '<<',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '{a',
    '[a',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '|',
    '>',
  ],
  ...[
    "it's",
    '"',
    'a\tb',
    'a\nb',
    'a\nb\n',
    '\na\n',
    ' a\nb\n',
    'a\n\n',
    'a\n\nb\n',
    'a\n b\n',
    'trailing ',
    'a  b',
    'a:',
    '?',
    '---',
    '...',
  ],
  ...[
    'ü',
    '\u2028',
    '\u0085',
    '\u007f',
    '\ud83d\ude00',
    'a\\b',
    'a\r\nb\r\n',
    '0.0.0.0/0',
    '25%',
    '@request.auth.claims.cohort',
    'a\n---\nb\n',
  ],
];

it.each(AWKWARD)('keeps %j as a value, a key and an item', (text) => {
  const manifest = { value: text, map: { [text]: text }, list: [text, [text], { [text]: text, second: text }] };
  const yaml = manifestYaml([manifest]);
  expect(parse(yaml)).toEqual(manifest);
  expect(parse(yaml, { version: '1.1' })).toEqual(manifest);
  expect(load(yaml)).toEqual(manifest);
  expect(load(yaml, { schema: YAML11_SCHEMA })).toEqual(manifest);
});

it('keeps numbers, booleans, null and empty collections', () => {
  const manifest = {
    a: 0,
    b: -1.5,
    c: true,
    d: null,
    e: [],
    f: {},
    g: [[], {}, [1, [2]], { h: { i: [] } }],
    j: [{ k: { l: 1 } }],
  };
  expect(parse(manifestYaml([manifest]))).toEqual(manifest);
});

it('leaves undefined members out and separates documents', () => {
  expect(loadAll(manifestYaml([{ a: 1, b: undefined }, { c: [{ d: undefined, e: 2 }] }]))).toEqual([
    { a: 1 },
    { c: [{ e: 2 }] },
  ]);
});

it('reads well', () => {
  expect(manifestYaml([{ kind: 'A', spec: { list: [{ name: 'x', args: ['on'] }], text: 'one\ntwo\n' } }])).toBe(
    [
      '---',
      'kind: A',
      'spec:',
      '  list:',
      '    - name: x',
      '      args:',
      "        - 'on'",
      '  text: |',
      '    one',
      '    two',
      '',
    ].join('\n'),
  );
});
