import { z } from 'zod';
import { cron, dnsLabel, duration } from './source/scalars.js';

const count = z.int().min(1);

const objective = z.strictObject({
  name: dnsLabel,
  target: z.number().gt(0).lt(100).describe('percent of good events'),
  sli: z.union([
    z.strictObject({ errors: z.enum(['http-5xx', 'grpc-errors']) }),
    z.strictObject({ under: duration }),
    z.strictObject({ processedUnder: duration }),
  ]),
  minRequestsPerHour: count.optional(),
  ownBudget: z
    .number()
    .gte(0)
    .lt(100)
    .optional()
    .describe('percent of the error budget kept for the service itself, beside its critical dependencies'),
});

/** What a service promises. */
export const slo = z.strictObject({ window: duration, objectives: z.array(objective).min(1) });

/** How a new version replaces the old one. */
export const rollout = z.strictObject({
  strategy: z.enum(['canary', 'blue-green']).optional(),
  steps: z
    .array(z.strictObject({ weight: z.int().min(1).max(100), hold: duration.optional() }))
    .min(1)
    .optional(),
  analysis: z
    .strictObject({
      use: z.array(dnsLabel).min(1),
      compareTo: z.enum(['stable', 'objective']),
      minSamples: count,
      onNoData: z.enum(['pause', 'fail']),
    })
    .optional(),
  freeze: z
    .array(
      z.strictObject({
        schedule: cron,
        duration,
        timezone: z.string().regex(/^[A-Za-z_]+(\/[A-Za-z_]+)*$/, { error: 'a time zone such as America/New_York' }),
      }),
    )
    .optional()
    .describe('windows in which nothing is deployed'),
});
