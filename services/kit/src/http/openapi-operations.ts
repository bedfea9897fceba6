import type { FastifySchema } from 'fastify';

/** What the document says about a route beyond its schemas. */
interface DescribedRoute {
  readonly config?: { readonly scopes?: readonly string[] };
}

/** Header parameters that a request cannot do without; the routes judge them themselves, with codes of their own. */
const REQUIRED_HEADERS = ['idempotency-key'];

/** Name of the schema that every problem follows. */
export const PROBLEM_SCHEMA = 'Problem';

/** RFC 9457 with the members that every problem of ours has. */
export const problemSchema = {
  type: 'object',
  description: 'Problem details (RFC 9457). Tell problems apart by their code; members beyond these belong to the code',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'explains the kind of problem' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'what is wrong with this request and what to do' },
    code: { type: 'string', description: 'stable, kebab-case' },
    traceId: { type: 'string', description: 'finds the request in our traces' },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
} as const;

/**
 * Adds to an operation what is the same for all of them: the scopes that its token needs, the headers it cannot do without, and that
 * everything that fails is a problem.
 */
export function describeOperation(schema: FastifySchema | undefined, { config }: DescribedRoute): FastifySchema {
  const { headers, response } = schema ?? {};
  return {
    ...schema,
    security: config?.scopes === undefined ? [] : [{ accessToken: [...config.scopes] }],
    ...(headers === undefined ? {} : { headers: requireHeaders(headers) }),
    response: {
      ...(typeof response === 'object' ? response : {}),
      '4XX': problemResponse('What the caller can do something about'),
      '5XX': problemResponse('What only time or we can do something about'),
    },
  };
}

const problemResponse = (description: string): object => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${PROBLEM_SCHEMA}` } } },
});

function requireHeaders(headers: unknown): unknown {
  const { properties = {} } = headers as { readonly properties?: object };
  return { ...(headers as object), required: REQUIRED_HEADERS.filter((name) => name in properties) };
}
