import type { FastifyInstance } from 'fastify';
import { kitProblem } from '../problems/kit-problems.js';
import { sendProblem } from './problem-details.js';

/** 405 with the methods that a resource has, 404 where there is none. */
export function answerUnknownResources(server: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ method, url }) => {
    const known = methods.get(url) ?? new Set<string>();
    for (const each of [method].flat()) known.add(each);
    methods.set(url, known);
  });
  let resources: readonly { readonly pattern: RegExp; readonly allow: string }[] = [];
  server.addHook('onReady', (done) => {
    resources = [...methods].map(([url, allowed]) => ({
      pattern: patternOf(url),
      allow: [...allowed].sort().join(', '),
    }));
    done();
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const resource = resources.find(({ pattern }) => pattern.test(path));
    if (resource === undefined)
      return sendProblem(reply, kitProblem('not-found', 'Look at /openapi.json for what there is.'));
    const problem = kitProblem('method-not-allowed', `Use ${resource.allow}.`);
    return sendProblem(reply.header('allow', resource.allow), problem);
  });
}

const patternOf = (url: string): RegExp => {
  const segments = url.split('/').map((segment) => (segment.startsWith(':') ? '[^/]+' : escaped(segment)));
  return new RegExp(`^${segments.join('/')}$`);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
