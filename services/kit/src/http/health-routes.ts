import type { FastifyInstance } from 'fastify';
import type { HealthChecks } from './health.js';

/** Where the platform asks every service for its health. */
export const HEALTH_PATHS = {
  startup: '/health/startup',
  readiness: '/health/ready',
  liveness: '/health/live',
} as const;

/** 200 or 503 with the names of the checks; anybody may ask, so there is nothing else in the answer. */
export function addHealthRoutes(server: FastifyInstance, health: HealthChecks): void {
  const options = { config: { anonymous: true, internal: true }, schema: { hide: true }, logLevel: 'silent' } as const;
  server.get(HEALTH_PATHS.startup, options, (_request, reply) => {
    const healthy = health.startup();
    return reply.code(healthy ? 200 : 503).send({ healthy });
  });
  server.get(HEALTH_PATHS.liveness, options, (_request, reply) => {
    const healthy = health.liveness();
    return reply.code(healthy ? 200 : 503).send({ healthy });
  });
  server.get(HEALTH_PATHS.readiness, options, async (_request, reply) => {
    const report = await health.readiness();
    return reply.code(report.healthy ? 200 : 503).send(report);
  });
}
