import { fastifySwagger } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { KIT_PROBLEMS, kitProblem, type KitProblemCode, kitProblemKind } from '../problems/kit-problems.js';
import type { ProblemKind } from '../problems/problem.js';
import { describeOperation, PROBLEM_SCHEMA, problemSchema } from './openapi-operations.js';
import { problemType } from './problem-details.js';

export interface ApiDescription {
  readonly name: string;
  readonly version: string;
  readonly problems: readonly ProblemKind[];
}

/** The OpenAPI 3.1 document of the routes at `/openapi.json`, and every problem's meaning at `/problems/{code}`. */
export function describeApi(server: FastifyInstance, { name, version, problems }: ApiDescription): void {
  // Called and not registered: a plugin would load after the routes and miss them.
  fastifySwagger(
    server,
    {
      openapi: {
        openapi: '3.1.0',
        info: { title: name, version, license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' } },
        servers: [{ url: '/', description: 'wherever this document came from' }],
        components: {
          schemas: { [PROBLEM_SCHEMA]: { ...problemSchema, required: [...problemSchema.required] } },
          securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        },
      },
      refResolver: { buildLocalReference: ({ $id }, _base, _fragment, index) => nameOf($id) ?? `schema-${index}` },
      transform: ({ schema, url, route }) => ({ schema: describeOperation(schema, route), url }),
    },
    (error) => {
      if (error !== undefined) throw error;
    },
  );
  const meanings = new Map(
    [...Object.keys(KIT_PROBLEMS).map((code) => kitProblemKind(code as KitProblemCode)), ...problems].map((kind) => [
      kind.code,
      kind,
    ]),
  );
  const options = { config: { anonymous: true }, schema: { hide: true } } as const;
  server.get('/openapi.json', options, () => server.swagger());
  server.get<{ Params: { code: string } }>('/problems/:code', options, ({ params }) => {
    const kind = meanings.get(params.code);
    if (kind === undefined) throw kitProblem('not-found', 'No problem has this code.');
    return { type: problemType(kind.code), ...kind };
  });
}

/** A schema is called in the document as it is in the program. */
const nameOf = (id: unknown): string | undefined => (typeof id === 'string' ? id : undefined);
