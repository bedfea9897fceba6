import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { kitProblem, type KitProblemCode } from '../problems/kit-problems.js';
import { problemDetails } from './problem-details.js';

interface ConnectionError extends Error {
  readonly code?: string;
}

/** Answers what never became a request: not HTTP, headers beyond the limit, or so slow that somebody does it on purpose. */
export function answerConnectionError({ code }: ConnectionError, socket: Socket): void {
  // A reset connection has nobody at its other end.
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = kitProblem(CODES[code ?? ''] ?? 'request-malformed', 'The connection is closed.');
  const { status } = problem.kind;
  const body = JSON.stringify(problemDetails(problem));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'connection: close',
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const CODES: Readonly<Record<string, KitProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow',
};
