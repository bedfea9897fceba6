import { z } from 'zod';
import { digest, dnsLabel, environmentName } from './source/scalars.js';

/** The one schema of environments/releases/<environment>.yaml: what an environment runs of each service, as the release process wrote it. */
export const releaseSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Release'),
    environment: environmentName,
    images: z
      .record(dnsLabel, digest)
      .describe('digest of each service’s image; goes before the one in its definition'),
  })
  .meta({ title: 'FinFlow release lockfile' });

export type ReleaseDefinition = z.infer<typeof releaseSchema>;
