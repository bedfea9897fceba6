import type { FastifySchema } from 'fastify';
import type { z } from 'zod';
import type { KitProblemCode } from '../../../kit/src/problems/kit-problems.js';
import type { ProblemCode } from '../problems.js';
import { inlineSchema, schemaReference, type JsonSchema } from './schemas/json-schema.js';

/** What a route takes and gives, in zod; the validator, the serialiser and the OpenAPI document are made from it. */
export interface RouteDescription {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: 'accounts' | 'transfers' | 'movements' | 'books' | 'operation';
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: {
    readonly status: 200 | 201 | 202;
    readonly schema: z.ZodType;
    readonly says: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Codes that are this route's own; every route also has those of the kit. */
  readonly problems: readonly (ProblemCode | KitProblemCode)[];
  /** Headers that the route reads, with what they mean. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The schema of a route, for fastify. */
export function routeSchema(route: RouteDescription): FastifySchema {
  const { operationId, summary, tag, params, query, body, answer, problems, headers } = route;
  return {
    operationId,
    summary,
    tags: [tag],
    description: `Problems: ${[...problems].sort().join(', ')}.`,
    ...(params === undefined ? {} : { params: inlineSchema(params) }),
    ...(query === undefined ? {} : { querystring: inlineSchema(query) }),
    ...(headers === undefined ? {} : { headers: headerSchema(headers) }),
    ...(body === undefined ? {} : { body: schemaReference(body) }),
    response: {
      [answer.status]: {
        description: answer.says,
        ...schemaReference(answer.schema),
        ...(answer.headers === undefined ? {} : { headers: headerProperties(answer.headers) }),
      },
    },
  };
}

const headerSchema = (headers: Readonly<Record<string, string>>): JsonSchema => ({
  type: 'object',
  properties: headerProperties(headers),
});

const headerProperties = (headers: Readonly<Record<string, string>>): JsonSchema =>
  Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { type: 'string', description }]));
