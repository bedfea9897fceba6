import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from './compatibility.js';
import type { Schema, SchemaObject } from './schema-dialect.js';

const event = (properties: SchemaObject, required: string[], additionalProperties: Schema = false): SchemaObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties,
});
const text = { type: 'string' };
const base = event({ id: text, amount: { type: 'integer', minimum: 1 } }, ['id']);

describe('compatibility of event schemas', () => {
  it.each([
    ['the same schema', base, 'FULL'],
    ['another description', { ...base, description: 'Other words.' }, 'FULL'],
    [
      'a new optional property of a closed schema',
      event({ ...(base.properties as object), note: text }, ['id']),
      'BACKWARD',
    ],
    ['a property that becomes required', event(base.properties as SchemaObject, ['id', 'amount']), 'FORWARD'],
    ['a wider number', event({ id: text, amount: { type: 'number' } }, ['id']), 'BACKWARD'],
    [
      'null beside a value',
      event({ id: { anyOf: [text, { type: 'null' }] }, amount: { type: 'integer', minimum: 1 } }, ['id']),
      'BACKWARD',
    ],
    ['one value less', event({ id: { enum: ['a'] }, amount: { type: 'integer', minimum: 1 } }, ['id']), 'FORWARD'],
  ] as const)('%s is allowed where it keeps the promise', (_name, newer, promise) => {
    expect(incompatibilities(base, newer, promise)).toEqual([]);
    if (promise !== 'FULL') {
      const other = promise === 'BACKWARD' ? 'FORWARD' : 'BACKWARD';
      expect(incompatibilities(base, newer, other)).not.toEqual([]);
      expect(incompatibilities(base, newer, 'FULL')).not.toEqual([]);
    }
  });

  it('a new property of an open schema breaks readers of old events that had another meaning for it', () => {
    const open = event({ id: text }, ['id'], true);
    const found = incompatibilities(open, event({ id: text, note: text }, ['id'], true), 'BACKWARD');
    expect(found).not.toEqual([]);
    expect(found.every(({ kind, path }) => kind === 'backward' && path === '/note')).toBe(true);
  });

  it('says where and why', () => {
    const newer = event({ id: text, amount: { type: 'integer', minimum: 5 } }, ['id', 'amount']);
    expect(incompatibilities(base, newer, 'BACKWARD')).toEqual([
      { kind: 'backward', path: '/amount', reason: 'is required, but may be missing' },
      { kind: 'backward', path: '/amount', reason: 'smaller numbers are refused' },
    ]);
  });

  it.each([
    { $ref: '#/$defs/x' },
    { not: text },
    { oneOf: [text] },
    { patternProperties: {} },
    { multipleOf: 3 },
    { anyOf: [text], minLength: 1 },
  ])('refuses what it cannot decide: %j', (schema) => {
    expect(incompatibilities(schema, schema, 'BACKWARD')[0]?.kind).toBe('undecided');
    const nested = event({ id: { items: schema } }, []);
    expect(incompatibilities(nested, nested, 'BACKWARD')[0]?.kind).toBe('undecided');
  });

  it('never allows a change that refuses a document', () => {
    let allowed = 0;
    let refusals = 0;
    const check = (older: Schema, newer: Schema, documents: unknown[]): void => {
      if (incompatibilities(older, newer, 'BACKWARD').length > 0) {
        refusals += 1;
        return;
      }
      allowed += 1;
      const [old, young] = [older, newer].map((schema) => new Ajv2020({ strict: false }).compile(schema));
      for (const document of documents) {
        if (old?.(document) === true && young?.(document) !== true) {
          throw new Error(`${JSON.stringify(document)} fits ${JSON.stringify(older)} and not ${JSON.stringify(newer)}`);
        }
      }
    };
    const documents = fc.array(document, { minLength: 10, maxLength: 30 });
    fc.assert(fc.property(schema, schema, documents, check), { numRuns: 300 });
    const changed = schema.chain((older) =>
      fc.tuple(fc.constant(older), fc.oneof(fc.constant(older), mutated(older)), documents),
    );
    fc.assert(
      fc.property(changed, ([older, newer, samples]) => check(older, newer, samples)),
      { numRuns: 300 },
    );
    expect(Math.min(allowed, refusals)).toBeGreaterThan(50);
  }, 120_000);
});

const small = fc.integer({ min: -2, max: 3 });
const name = fc.constantFrom('a', 'b', '__proto__');
const leaf: fc.Arbitrary<unknown> = fc.oneof(small, fc.constantFrom(null, true, false, 0.5, '', 'a', 'bb', 'ccc'));
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('document'), { maxLength: 3 }),
    fc.dictionary(name, tie('document'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    fc.boolean(),
    fc
      .record({
        type: maybe(
          fc.constantFrom('integer', 'number', 'string', 'null', 'boolean', ['integer', 'null'], ['number', 'string']),
        ),
        minimum: maybe(small),
        maximum: maybe(small),
        exclusiveMinimum: maybe(small),
        maxLength: maybe(fc.nat(3)),
        pattern: maybe(fc.constantFrom('^a', 'b$')),
      })
      .map(compact),
    fc.record({ enum: fc.array(leaf, { minLength: 1, maxLength: 3 }), minimum: maybe(small) }).map(compact),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc
      .record({
        type: fc.constant('array'),
        items: maybe(tie('schema')),
        maxItems: maybe(fc.nat(3)),
        uniqueItems: maybe(fc.boolean()),
      })
      .map(compact),
    fc
      .record({
        type: maybe(fc.constant('object')),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 2, noNullPrototype: true }),
        required: maybe(fc.uniqueArray(name)),
        additionalProperties: maybe(tie('schema')),
      })
      .map(compact),
  ),
}));

/** As JSON has it: without what is undefined. */
function compact(value: object): SchemaObject {
  return JSON.parse(JSON.stringify(value)) as SchemaObject;
}

/** A schema with one keyword gone or one more alternative: often, but not always compatible. */
const mutated = (older: Schema): fc.Arbitrary<Schema> =>
  typeof older === 'boolean' || Object.keys(older).length === 0
    ? fc.constant(true)
    : fc.oneof(
        fc
          .constantFrom(...Object.keys(older))
          .map((gone) => Object.fromEntries(Object.entries(older).filter(([key]) => key !== gone))),
        schema.map((other) => ({ anyOf: [other, older] })),
      );
