import type { FastifyInstance } from 'fastify';
import { readIdempotencyKey } from '../../../kit/src/http/idempotency-key.js';
import type { SubjectDirectory } from '../subjects/subject-directory.js';
import { COMMAND_HEADERS } from './route-headers.js';
import { routeSchema } from './route-schema.js';
import { erasure, erasureRequest, type ErasureRequest } from './schemas/erasure-schemas.js';

/** Forgetting a person. The subject stands in the body, because addresses are logged on their way. */
export function addErasureRoute(server: FastifyInstance, subjects: Pick<SubjectDirectory, 'erase'>): void {
  const schema = routeSchema({
    operationId: 'eraseSubject',
    summary: 'Shred the key of a person: what is encrypted with it and the way to the pseudonym are lost for ever',
    tag: 'operation',
    body: erasureRequest,
    headers: COMMAND_HEADERS,
    answer: { status: 200, schema: erasure, says: 'Nothing leads from the books to the person any more' },
    problems: [],
  });
  const config = { scopes: ['ledger:operate'] };
  server.post<{ Body: ErasureRequest }>('/v1/operator/subjects/erasure', { schema, config }, async (request) => {
    // Erasing twice is erasing once; the key is asked for so that no POST is an exception.
    readIdempotencyKey(request.headers);
    return { erased: await subjects.erase(request.body.subject) };
  });
}
