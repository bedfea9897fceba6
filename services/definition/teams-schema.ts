import { z } from 'zod';
import { dnsLabel } from './source/scalars.js';

/** The schema of services/teams.yaml: the squads that own services and folders. */
export const teamsSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Teams'),
    teams: z
      .array(
        z.strictObject({
          name: dnsLabel,
          description: z.string().min(10).max(200),
          github: z.string().regex(/^@[\w-]+\/[\w-]+$/, { error: 'a GitHub team such as @finflow/payments' }),
          costCenter: z.string().regex(/^[A-Z]{2,4}-\d{3,5}$/, { error: 'a cost centre such as ENG-120' }),
          owns: z
            .array(z.string().regex(/^\/[\w./*-]+$/, { error: 'a folder such as /stacks/' }))
            .optional()
            .describe('folders for CODEOWNERS beside the services'),
        }),
      )
      .min(1),
  })
  .meta({ title: 'FinFlow teams' });

export type TeamsDefinition = z.infer<typeof teamsSchema>;
