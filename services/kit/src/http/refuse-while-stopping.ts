import type { FastifyInstance } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';

const RETRY_AFTER_SECONDS = 1;

/** Requests that still come on open connections once the server stops are sent elsewhere; those in hand are finished. */
export function refuseWhileStopping(server: FastifyInstance): void {
  let stopping = false;
  server.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  server.addHook('onRequest', (_request, reply, done) => {
    if (!stopping) {
      done();
      return;
    }
    reply.header('connection', 'close');
    done(kitProblem('unavailable', 'This instance stops; another one answers.', {}, RETRY_AFTER_SECONDS));
  });
}
