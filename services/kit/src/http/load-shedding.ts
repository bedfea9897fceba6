import type { FastifyInstance, FastifyReply } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';

const RETRY_AFTER_SECONDS = 1;

/**
 * Bounds the requests in hand: more would only wait, time out and be tried again. One is in hand until it is answered, even when its
 * caller has gone, because the work goes on; at the latest until its deadline.
 */
export function shedLoad(server: FastifyInstance, maxInFlight: number): { readonly inFlight: () => number } {
  let inFlight = 0;
  const admitted = new WeakSet<FastifyReply>();
  const release = (reply: FastifyReply): void => {
    if (admitted.delete(reply)) inFlight -= 1;
  };
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.internal === true) {
      done();
    } else if (inFlight >= maxInFlight) {
      done(kitProblem('overloaded', 'Try again after a moment.', {}, RETRY_AFTER_SECONDS));
    } else {
      inFlight += 1;
      admitted.add(reply);
      done();
    }
  });
  server.addHook('onResponse', (_request, reply, done) => {
    release(reply);
    done();
  });
  return { inFlight: () => inFlight };
}
