import { trace } from '@opentelemetry/api';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { kitProblem, type KitProblemCode } from '../problems/kit-problems.js';
import { Problem } from '../problems/problem.js';
import { validationProblem } from './validation.js';

/** Where a kind of problem is explained; a relative reference, so it holds on every host. */
export const problemType = (code: string): string => `/problems/${code}`;

/** The body of a problem (RFC 9457), with the code by itself and the trace that support can look up. */
export function problemDetails({ kind, detail, members }: Problem): Readonly<Record<string, unknown>> {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return {
    ...members,
    type: problemType(kind.code),
    title: kind.title,
    status: kind.status,
    detail,
    code: kind.code,
    ...(traceId === undefined ? {} : { traceId }),
  };
}

/** Everything that fails becomes problem details; what nobody foresaw is logged and says nothing of itself. */
export function answerProblems(server: FastifyInstance, logger: Logger): void {
  server.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.kind.code === 'internal-error') logger.error({ err: error, route: request.routeOptions.url }, 'failed');
    return sendProblem(reply, problem);
  });
}

/** Answers with a problem and the headers that its kind asks for. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { kind, retryAfterSeconds } = problem;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  if (kind.code === 'unauthenticated') reply.header('www-authenticate', 'Bearer error="invalid_token"');
  if (kind.code === 'insufficient-scope') reply.header('www-authenticate', 'Bearer error="insufficient_scope"');
  return reply
    .code(kind.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDetails(problem)));
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!isFastifyError(error)) return internalError();
  if (error.validation !== undefined) return validationProblem(error.validation, error.validationContext ?? 'request');
  const known = FRAMEWORK_PROBLEMS[error.code];
  if (known !== undefined) return kitProblem(known.code, known.detail);
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
    ? kitProblem('request-malformed', 'The request cannot be understood.')
    : internalError();
}

const internalError = (): Problem => kitProblem('internal-error', 'It was recorded; support can find it by its trace.');

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

/** What the framework refuses by itself. */
const FRAMEWORK_PROBLEMS: Readonly<Record<string, { readonly code: KitProblemCode; readonly detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body-too-large', detail: 'Send less, or in several requests.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported-media-type', detail: 'Send application/json in UTF-8.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'request-malformed', detail: "Content-Length is not the body's length." },
};
