import type { FastifyInstance } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Counts among the requests in hand. */
    admitted: boolean;
  }
}

export interface SheddingOptions {
  readonly maxInFlight: number;
  /** After this long a request without an answer counts no more, in milliseconds. */
  readonly requestTimeoutMs: number;
}

const RETRY_AFTER_SECONDS = 1;

/**
 * Bounds the requests in hand: more would only wait, time out and be tried again. A request stays in hand until it is answered, even
 * when its caller has gone, because the work goes on: whoever opens and aborts requests gains nothing by it.
 */
export function shedLoad(server: FastifyInstance, { maxInFlight, requestTimeoutMs }: SheddingOptions): void {
  let inFlight = 0;
  const release = (request: { admitted: boolean }): void => {
    if (!request.admitted) return;
    request.admitted = false;
    inFlight -= 1;
  };
  server.decorateRequest('admitted', false);
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.internal === true) {
      done();
      return;
    }
    if (inFlight >= maxInFlight) {
      done(kitProblem('overloaded', 'Try again after a moment.', {}, RETRY_AFTER_SECONDS));
      return;
    }
    inFlight += 1;
    request.admitted = true;
    reply.raw.once('close', () => {
      if (reply.raw.writableEnded) release(request);
      else setTimeout(release, requestTimeoutMs, request).unref();
    });
    done();
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    // Its caller has gone before; nothing will finish any more.
    if (reply.raw.destroyed) release(request);
    done();
  });
}
