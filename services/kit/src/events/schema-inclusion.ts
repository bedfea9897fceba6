import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalJson } from '../http/canonical-json.js';
import { branchesOf, propertiesOf, subschema, typesOf } from './schema-dialect.js';
import type { JsonType, Schema, SchemaObject } from './schema-dialect.js';

/** A place where documents of the one schema may be refused by the other. */
export interface Difference {
  /** JSON Pointer into the documents; `*` stands for any element or other property. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Where `wide` may refuse a document that `narrow` allows; none proves that it refuses none. It errs on the side of a
 * difference: two patterns that are written differently are different.
 */
export function differences(narrow: Schema, wide: Schema, path = ''): Difference[] {
  if (wide === true || narrow === false) return [];
  if (wide === false) return [{ path, reason: 'nothing is allowed here any more' }];
  const from = narrow === true ? {} : narrow;
  const branches = branchesOf(from);
  if (branches !== undefined) return branches.flatMap((branch) => differences(branch, wide, path));
  const values = finiteValues(from);
  if (values !== undefined) return refusedValues(from, values, wide, path);
  const types = typesOf(from);
  if (types.length > 1) return types.flatMap((type) => differences({ ...from, type }, wide, path));
  return ofOneType(from, types[0] ?? 'null', wide, path);
}

function ofOneType(from: SchemaObject, type: JsonType, wide: SchemaObject, path: string): Difference[] {
  const branches = branchesOf(wide);
  if (branches !== undefined) {
    const found = branches.map((branch) => differences(from, branch, path));
    const best = found.find((one) => one.length === 0);
    return best ?? [{ path, reason: `no single branch of anyOf surely allows every ${type}` }];
  }
  const allowed = typesOf(wide);
  if (!allowed.includes(type) && !(type === 'integer' && allowed.includes('number')))
    return [{ path, reason: `${type} is not allowed` }];
  if (finiteValues(wide) !== undefined) return [{ path, reason: `only some values of ${type} are allowed` }];
  switch (type) {
    case 'number':
    case 'integer':
      return [...lowerBound(from, wide, path), ...upperBound(from, wide, path)];
    case 'string':
      return [
        ...sizes(from, wide, 'Length', path),
        ...same(from, wide, 'pattern', path),
        ...same(from, wide, 'format', path),
      ];
    case 'array':
      return [
        ...sizes(from, wide, 'Items', path),
        ...(wide.uniqueItems === true ? same(from, wide, 'uniqueItems', path) : []),
        ...differences(subschema(from, 'items'), subschema(wide, 'items'), `${path}/*`),
      ];
    case 'object':
      return ofObjects(from, wide, path);
    default:
      return [];
  }
}

function ofObjects(from: SchemaObject, wide: SchemaObject, path: string): Difference[] {
  const [given, wanted] = [propertiesOf(from), propertiesOf(wide)];
  const [givenRest, wantedRest] = [subschema(from, 'additionalProperties'), subschema(wide, 'additionalProperties')];
  const promised = new Set(namesIn(from.required));
  const missing = namesIn(wide.required).filter((name) => !promised.has(name));
  return [
    ...missing.map((name) => ({ path: `${path}/${name}`, reason: 'is required, but may be missing' })),
    ...[...new Set([...given.keys(), ...wanted.keys()])].flatMap((name) =>
      differences(given.get(name) ?? givenRest, wanted.get(name) ?? wantedRest, `${path}/${name}`),
    ),
    ...differences(givenRest, wantedRest, `${path}/*`),
  ];
}

const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];

/** All values of a schema that allows only so many, some of which its other keywords may refuse. */
function finiteValues(schema: SchemaObject): readonly unknown[] | undefined {
  if (Array.isArray(schema.enum)) return schema.enum as readonly unknown[];
  if ('const' in schema) return [schema.const];
  if (schema.type === 'null') return [null];
  return schema.type === 'boolean' ? [true, false] : undefined;
}

function refusedValues(from: SchemaObject, values: readonly unknown[], wide: SchemaObject, path: string): Difference[] {
  const [may, must] = [from, wide].map((schema) => newValidator().compile(withoutId(schema)));
  return values
    .filter((value) => may?.(value) === true && must?.(value) !== true)
    .map((value) => ({ path, reason: `${canonicalJson(value)} is not allowed` }));
}

const newValidator = (): Ajv2020 => {
  const validator = new Ajv2020({ strict: false });
  formats.default(validator);
  return validator;
};

const withoutId = (schema: SchemaObject): SchemaObject =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$id'));

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

/** The stricter of an inclusive and an exclusive bound; `sign` is -1 for lower bounds, so that smaller is stricter for both. */
function strictest(schema: SchemaObject, closed: string, open: string, sign: 1 | -1): Bound {
  const bound = (keyword: string, isOpen: boolean): Bound => {
    const value = schema[keyword];
    return { value: typeof value === 'number' ? sign * value : Infinity, open: isOpen && typeof value === 'number' };
  };
  const [inclusive, exclusive] = [bound(closed, false), bound(open, true)];
  return exclusive.value <= inclusive.value ? exclusive : inclusive;
}

const within = (inner: Bound, outer: Bound): boolean =>
  inner.value < outer.value || (inner.value === outer.value && (inner.open || !outer.open));

const lowerBound = (from: SchemaObject, wide: SchemaObject, path: string): Difference[] =>
  within(strictest(from, 'minimum', 'exclusiveMinimum', -1), strictest(wide, 'minimum', 'exclusiveMinimum', -1))
    ? []
    : [{ path, reason: 'smaller numbers are refused' }];

const upperBound = (from: SchemaObject, wide: SchemaObject, path: string): Difference[] =>
  within(strictest(from, 'maximum', 'exclusiveMaximum', 1), strictest(wide, 'maximum', 'exclusiveMaximum', 1))
    ? []
    : [{ path, reason: 'larger numbers are refused' }];

function sizes(from: SchemaObject, wide: SchemaObject, of: 'Length' | 'Items', path: string): Difference[] {
  const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
  const shorter = number(from[`min${of}`], 0) < number(wide[`min${of}`], 0);
  const longer = number(from[`max${of}`], Infinity) > number(wide[`max${of}`], Infinity);
  return [
    ...(shorter ? [{ path, reason: 'shorter values are refused' }] : []),
    ...(longer ? [{ path, reason: 'longer values are refused' }] : []),
  ];
}

const same = (from: SchemaObject, wide: SchemaObject, keyword: string, path: string): Difference[] =>
  wide[keyword] === undefined || from[keyword] === wide[keyword] ? [] : [{ path, reason: `${keyword} is another one` }];
