import { z } from 'zod';

/** Every named schema of the API: one source for its types, what fastify validates and what OpenAPI says. */
export const components = z.registry<{ readonly id: string }>();

/** Names a schema, so that routes refer to it and the OpenAPI document has it once. */
export function component<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  const described = schema.describe(description);
  components.add(described, { id });
  return described;
}
