import { z } from 'zod';
import { dataClass, dnsLabel, hostname, isoDate, jurisdictionName } from './source/scalars.js';

/** The schema of services/externals.yaml: the register of systems and third parties outside the platform. */
export const externalsSchema = z
  .strictObject({
    apiVersion: z.literal('platform.finflow/v1'),
    kind: z.literal('Externals'),
    externals: z.array(
      z.strictObject({
        name: dnsLabel,
        description: z.string().min(10).max(200),
        owner: dnsLabel.describe('the squad that holds the contract'),
        hosts: z.array(hostname).min(1),
        port: z.int().min(1).max(65535),
        protocol: z.enum(['https', 'tls', 'http']),
        kind: z.enum(['third-party', 'internal']).describe('internal: a system of our own that is not on the platform'),
        availability: z.number().gt(0).lt(100).describe('percent promised by contract or measured'),
        dataClass: dataClass.describe('the most sensitive class it may receive'),
        jurisdictions: z.array(jurisdictionName).min(1).describe('where it processes what it receives'),
        agreement: z
          .strictObject({
            reference: z.string().min(3),
            reviewed: isoDate,
            transferBasis: z.enum(['none', 'adequacy', 'scc']),
          })
          .describe('the contract, its last review and the GDPR transfer basis'),
      }),
    ),
  })
  .meta({ title: 'FinFlow register of external systems' });

export type ExternalsDefinition = z.infer<typeof externalsSchema>;
