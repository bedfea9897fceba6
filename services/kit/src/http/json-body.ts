import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';
import { JsonRefused, parseInternetJson } from './internet-json.js';

/** Deeper than any schema here; a parser's stack stands far more. */
const MAX_DEPTH = 32;
const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The server reads `application/json` in UTF-8 and nothing else. */
export function readJsonBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      refuseOtherEncodings(request);
      done(null, bodyOf(body as Buffer));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function refuseOtherEncodings({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (!JSON_TYPE.test(headers['content-type'] ?? '') || (encoding !== undefined && encoding !== 'identity')) {
    throw kitProblem('unsupported-media-type', 'Send application/json in UTF-8, not compressed.');
  }
}

function bodyOf(body: Buffer): unknown {
  if (body.length === 0) throw kitProblem('body-malformed', 'The body is empty.');
  if (!isUtf8(body)) throw kitProblem('body-malformed', 'The body is not UTF-8.');
  try {
    return parseInternetJson(body.toString('utf8'), { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof JsonRefused)) throw error;
    const members = error.position === undefined ? {} : { position: error.position };
    throw kitProblem('body-malformed', `The body ${error.reason}.`, members);
  }
}
