import { ArtifactGraph } from './graph.js';
import { DeclaredIntent } from './intent.js';

/** A graph over nothing, to which the findings about an unreadable platform file are attached. */
export function unreadableIntent(environment: string, asOf: string, file: string): ArtifactGraph {
  const nothing = {
    environment: {
      name: environment,
      domain: '',
      trustDomain: '',
      kubernetes: { version: '', adminNetworks: [] },
      images: { registries: [], signer: { issuer: '', subject: '' } },
      delivery: { repository: '' },
      kafka: { driver: 'confluent' as const, bootstrap: {} },
      edge: null,
      recovery: { survives: 'none' as const, rtoSeconds: 0, rpoSeconds: 0 },
      retention: { auditLogsDays: 0, auditLogsHotDays: 0, applicationLogsDays: 0 },
      budget: { monthlyUsd: 0, alertPercents: [], notify: '' },
      tags: {},
    },
    jurisdictions: [],
    locations: [],
    teams: [],
    externals: [],
    services: [],
    calls: [],
    topics: [],
    stacks: [],
    applications: [],
    provenance: {},
  };
  return new ArtifactGraph({
    environment,
    asOf,
    intent: new DeclaredIntent(nothing, file),
    stacks: [],
    manifests: [],
  });
}
