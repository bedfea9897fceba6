import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';
import { sendProblem } from './problem-details.js';

/** How long a caller still waits. */
export interface Deadline {
  /** Milliseconds; zero when nobody waits any more. */
  readonly remainingMs: () => number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The shorter of the service's own timeout and what the caller waits, counted from the request's arrival. */
    deadline: Deadline;
  }
}

/** Set by Envoy on every request: what is left of the caller's timeout for this try. It can only shorten the service's own. */
const PATIENCE_HEADER = 'x-envoy-expected-rq-timeout-ms';

class RequestDeadline implements Deadline {
  private readonly atMs: number;

  constructor(timeoutMs: number) {
    this.atMs = performance.now() + timeoutMs;
  }

  readonly remainingMs = (): number => Math.max(0, this.atMs - performance.now());
}

/**
 * Gives every request its deadline, before anything else looks at it, and answers 504 when the service's own timeout is over. The
 * handler's work is not interrupted: it asks `remainingMs` where it can still turn back. (Fastify's own handlerTimeout does the same at
 * ten times the cost, because it makes an AbortController for each request.)
 */
export function setDeadlines(server: FastifyInstance, requestTimeoutMs: number): void {
  server.decorateRequest('deadline');
  server.addHook('onRequest', (request, reply, done) => {
    request.deadline = new RequestDeadline(Math.min(requestTimeoutMs, patienceMs(request)));
    const timer = setTimeout(expire, requestTimeoutMs, request, reply);
    reply.raw.once('close', () => {
      clearTimeout(timer);
    });
    done();
  });
}

function expire(request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const detail = reading ? 'Try again.' : 'The outcome is not known. Repeat with the same Idempotency-Key to learn it.';
  void sendProblem(reply, kitProblem('deadline-exceeded', detail));
}

function patienceMs({ headers }: FastifyRequest): number {
  const header = headers[PATIENCE_HEADER];
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return Infinity;
  // Envoy writes 0 for no timeout.
  return Number(header) || Infinity;
}
