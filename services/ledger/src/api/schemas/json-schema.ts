import { z } from 'zod';
import { components } from './components.js';

/** A JSON Schema as fastify takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Mutable = Record<string, unknown>;

/**
 * The named schemas, ready for `server.addSchema`. Draft 2020-12 is what OpenAPI 3.1 speaks; the keywords in use mean the same in
 * draft-07, which the validator speaks, so the dialect is left out.
 */
export function componentSchemas(): JsonSchema[] {
  const { schemas } = z.toJSONSchema(components, { ...CONVERSION, uri: reference });
  return Object.entries(schemas).map(([id, schema]) => ({ ...withoutDialect(schema), $id: id }));
}

/** Reference to a named schema. */
export function schemaReference(schema: z.ZodType): JsonSchema {
  const named = components.get(schema);
  if (named === undefined) throw new RangeError('only a named schema can be a body or an answer');
  return { $ref: reference(named.id) };
}

/** The schema of parameters or of a query, written out. */
export const inlineSchema = (schema: z.ZodType): JsonSchema => withoutDialect(z.toJSONSchema(schema, CONVERSION));

const reference = (id: string): string => `${id}#`;

const CONVERSION = {
  target: 'draft-2020-12',
  io: 'input',
  override: ({ jsonSchema }: { readonly jsonSchema: Mutable }) => {
    collapseNull(jsonSchema);
  },
} as const;

/** `anyOf: [X, null]` → X with null among its types: shorter to read, one error instead of three, faster to serialise. */
function collapseNull(schema: Mutable): void {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return;
  const [value, nothing] = anyOf as [Mutable, Mutable];
  if (nothing.type !== 'null' || typeof value.type !== 'string' || value.enum !== undefined) return;
  delete schema.anyOf;
  Object.assign(schema, { ...value, type: [value.type, 'null'] });
}

function withoutDialect(schema: object): Mutable {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
}
