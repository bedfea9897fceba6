import { z } from 'zod';

/** The schemas that may judge the value at a path; several where a union leaves it open. */
export function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType[] {
  return path.reduce<z.core.$ZodType[]>(
    (schemas, segment) => schemas.flatMap((each) => childSchemas(each, segment)),
    alternatives(schema),
  );
}

/** The keys that an object of these schemas may have; sorted. */
export function keysOf(schemas: readonly z.core.$ZodType[]): string[] {
  const keys = schemas.flatMap((schema) =>
    schema instanceof z.ZodObject
      ? Object.keys(schema.shape)
      : schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum
        ? schema.keyType.options.map(String)
        : [],
  );
  return [...new Set(keys)].sort();
}

/** What is accepted, in words: `a duration such as 250ms`, `one of "a", "b"`, `a whole number from 1 to 500`. */
export function expectation(schemas: readonly z.core.$ZodType[]): string {
  return [...new Set(schemas.flatMap(alternatives).map(expectationOf))].join(', or ');
}

/** Takes optional and union schemas apart until only concrete ones are left. */
export function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}

function childSchemas(schema: z.core.$ZodType, segment: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return alternatives(schema.element);
  if (schema instanceof z.ZodRecord) return alternatives(schema.valueType);
  if (!(schema instanceof z.ZodObject)) return [];
  const child: unknown = Reflect.get(schema.shape, segment);
  return child instanceof z.ZodType ? alternatives(child) : [];
}

function expectationOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.map(quoted).join(', ')}`;
  if (schema instanceof z.ZodLiteral) {
    const values = [...schema.values].map(quoted);
    return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
  }
  if (schema instanceof z.ZodArray) return `a list whose items are ${expectation(alternatives(schema.element))}`;
  if (schema instanceof z.ZodObject) return mapping(schema);
  if (schema instanceof z.ZodRecord) return 'a mapping';
  if (schema instanceof z.ZodBoolean) return 'true or false';
  if (schema instanceof z.ZodNumber) return numberExpectation(schema);
  return schema instanceof z.ZodType ? textExpectation(schema) : 'text';
}

function mapping(schema: z.ZodObject): string {
  const required = Object.entries(schema.shape).filter(([, child]) => !(child instanceof z.ZodOptional));
  return required.length === 0
    ? `a mapping with any of the keys ${keysOf([schema]).join(', ')}`
    : `a mapping with ${required.length === 1 ? 'the key' : 'the keys'} ${required.map(([key]) => key).join(', ')}`;
}

function numberExpectation(schema: z.ZodNumber): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = z.toJSONSchema(schema);
  const limits = [
    within(minimum) ? `from ${minimum}` : exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    within(maximum) ? `to ${maximum}` : exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
  ];
  return [type === 'integer' ? 'a whole number' : 'a number', ...limits.filter((limit) => limit !== '')].join(' ');
}

/** Whole numbers are limited by what a double holds; that says nothing to a person. */
function within(limit: number | undefined): limit is number {
  return limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
}

/** A pattern's own words come out of the schema when it judges a text that no pattern accepts. */
function textExpectation(schema: z.ZodType): string {
  const issue = schema.safeParse('\u0000').error?.issues.find(({ code }) => code === 'invalid_format');
  if (issue === undefined || issue.code !== 'invalid_format') return 'text';
  if (!issue.message.startsWith('Invalid')) return issue.message;
  return issue.format === 'regex' ? `text that matches ${issue.pattern ?? ''}` : `a ${issue.format}`;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
