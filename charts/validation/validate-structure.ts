import { closest, distance } from 'fastest-levenshtein';
import type { StructuralSchema, Violation } from './structural-schema.js';

/**
 * Checks a value as an API server with strict field validation does: unknown keys, types, bounds and logical groups.
 * It walks the schema instead of compiling it: a Rollout's schema takes longer to compile than hundreds to walk.
 *
 * @param path where the value stands in its object, `spec.http[0]`
 */
export function validateStructure(value: unknown, schema: StructuralSchema, path: string): Violation[] {
  const violations = shapeViolations(value, schema, path);
  return hasGroups(schema) ? [...violations, ...groupViolations(value, schema, path)] : violations;
}

function shapeViolations(value: unknown, schema: StructuralSchema, path: string): Violation[] {
  if (value === null) return schema.nullable === true ? [] : [{ path, message: 'must not be null' }];
  if (schema['x-kubernetes-int-or-string'] === true)
    return Number.isInteger(value) || typeof value === 'string' ? [] : [mistyped(path, 'integer or string', value)];
  if (schema.type !== undefined && !isOfType(value, schema.type)) return [mistyped(path, schema.type, value)];
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [{ path, message: `${JSON.stringify(value)} is not one of ${schema.enum.join(', ')}` }];
  if (typeof value === 'string') return textViolations(value, schema, path);
  if (typeof value === 'number') return numberViolations(value, schema, path);
  if (isList(value)) return listViolations(value, schema, path);
  return isRecord(value) ? recordViolations(value, schema, path) : [];
}

function textViolations(value: string, schema: StructuralSchema, path: string): Violation[] {
  const { pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  if (value.length < minLength || value.length > maxLength)
    return [{ path, message: `has ${value.length} characters, allowed are ${minLength} to ${maxLength}` }];
  if (pattern === undefined || compiled(pattern).test(value)) return [];
  return [{ path, message: `${JSON.stringify(value)} does not match ${pattern}` }];
}

function numberViolations(value: number, schema: StructuralSchema, path: string): Violation[] {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  return value >= minimum && value <= maximum
    ? []
    : [{ path, message: `${value} is outside ${minimum} to ${maximum}` }];
}

function listViolations(value: readonly unknown[], schema: StructuralSchema, path: string): Violation[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (value.length < minItems || value.length > maxItems)
    return [{ path, message: `has ${value.length} items, allowed are ${minItems} to ${maxItems}` }];
  if (items === undefined) return [];
  return value.flatMap((item, index) => validateStructure(item, items, `${path}[${index}]`));
}

function recordViolations(
  value: Readonly<Record<string, unknown>>,
  schema: StructuralSchema,
  path: string,
): Violation[] {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const violations: Violation[] = required
    .filter((key) => value[key] === undefined)
    .map((key) => ({ path: member(path, key), message: 'is required' }));
  for (const [key, child] of Object.entries(value)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const childSchema = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (childSchema !== undefined) violations.push(...validateStructure(child, childSchema, member(path, key)));
    else if (!isOpen(schema)) violations.push(unknownKey(path, key, Object.keys(properties)));
  }
  return violations;
}

const hasGroups = ({ allOf, anyOf, oneOf, not }: StructuralSchema): boolean =>
  allOf !== undefined || anyOf !== undefined || oneOf !== undefined || not !== undefined;

/** Keys that only a logical group mentions carry no shape, so groups are checked without the unknown-key rule. */
function groupViolations(value: unknown, schema: StructuralSchema, path: string): Violation[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const violations = allOf.flatMap((part) => (matches(value, part) ? [] : [{ path, message: 'breaks a condition' }]));
  if (anyOf !== undefined && !anyOf.some((part) => matches(value, part)))
    violations.push({ path, message: 'matches none of the allowed alternatives' });
  if (oneOf !== undefined && oneOf.filter((part) => matches(value, part)).length !== 1)
    violations.push({ path, message: 'must match exactly one of the allowed alternatives' });
  if (not !== undefined && matches(value, not)) violations.push({ path, message: 'matches a forbidden alternative' });
  return violations;
}

function matches(value: unknown, part: StructuralSchema): boolean {
  const open = { ...part, 'x-kubernetes-preserve-unknown-fields': true };
  return validateStructure(value, open, '').length === 0;
}

function unknownKey(path: string, key: string, known: readonly string[]): Violation {
  const suggestion = known.length === 0 ? key : closest(key, known);
  const near = suggestion !== key && distance(key, suggestion) <= Math.max(2, key.length / 3);
  return { path: member(path, key), message: `unknown key${near ? `, did you mean ${suggestion}?` : ''}` };
}

/** Without `properties` and `additionalProperties` an object is free-form only when its schema says so. */
const isOpen = (schema: StructuralSchema): boolean =>
  schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;

const patterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, known);
  return known;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isOfType(value: unknown, type: NonNullable<StructuralSchema['type']>): boolean {
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

const member = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const mistyped = (path: string, type: string, value: unknown): Violation => ({
  path,
  message: `must be ${type}, is ${JSON.stringify(value)}`,
});
