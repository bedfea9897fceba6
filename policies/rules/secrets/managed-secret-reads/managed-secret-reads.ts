import type { ArtifactGraph } from '../../../engine/graph.js';
import { listAt, textAt } from '../../../engine/json.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';

/** Follows every secret that a pod reads back to the ExternalSecret that writes it. */
export const managedSecretReads = defineRule<Workload>({
  id: 'SEC-003',
  area: 'secrets',
  severity: 'high',
  title: 'a pod reads only secrets that come from the secret manager',
  risk: 'a secret made by hand is never rotated, or does not exist when the pod starts in the other cloud',
  fix: 'declare the secret under secrets, so that an ExternalSecret writes it',
  population: 'every pod template',
  covers: ['ExternalSecret', 'Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const written = secretsWritten(workload, graph);
    const faults = secretsRead(workload)
      .filter((name) => !written.includes(name))
      .map((name) => fail(`reads secret ${name}, which no ExternalSecret writes`, { evidence: name }));
    return faults.length === 0 ? pass() : faults;
  },
});

function secretsWritten({ location, namespace }: Workload, graph: ArtifactGraph): readonly string[] {
  const external = graph
    .inNamespace('ExternalSecret', location, namespace)
    .map((secret) => secret.text('spec.target.name') ?? secret.objectName);
  // cert-manager writes the certificate that a Certificate asks for.
  const certificates = graph
    .inNamespace('Certificate', location, namespace)
    .flatMap((certificate) => certificate.text('spec.secretName') ?? []);
  return [...external, ...certificates];
}

function secretsRead({ podSpec, containers }: Workload): readonly string[] {
  const inEnvironment = containers.flatMap(({ object }) => [
    ...listAt(object, 'env').flatMap((item) => textAt(item, 'valueFrom.secretKeyRef.name') ?? []),
    ...listAt(object, 'envFrom').flatMap((item) => textAt(item, 'secretRef.name') ?? []),
  ]);
  const mounted = listAt(podSpec, 'volumes').flatMap((volume) => [
    ...[textAt(volume, 'secret.secretName') ?? []].flat(),
    ...listAt(volume, 'projected.sources').flatMap((source) => textAt(source, 'secret.name') ?? []),
  ]);
  const pulls = listAt(podSpec, 'imagePullSecrets').flatMap((item) => textAt(item, 'name') ?? []);
  return [...new Set([...inEnvironment, ...mounted, ...pulls])].sort();
}
