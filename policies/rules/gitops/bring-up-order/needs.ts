import { at, isObject, type Json, listAt, textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { workloadsIn, type Workload } from '../../../engine/workload.js';

/** Something that must exist before an object works: `Namespace/ledger`, `Secret/ledger/ledger-kafka`, `PriorityClass/finflow-tier-0`. */
export type Need = string;

/** Groups that every API server of the pinned versions serves itself. */
const BUILT_IN = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]);

/** Namespaces that every cluster has from the beginning. */
const OWN_NAMESPACES = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

export const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** What one object refers to by name. */
export function needsOf(manifest: Manifest): readonly Need[] {
  const { namespace, kind, apiVersion } = manifest;
  const group = groupOf(apiVersion);
  const destination = kind === 'Application' ? (manifest.text('spec.destination.namespace') ?? '') : '';
  return [
    ...[namespace, destination]
      .filter((name) => name !== '' && !OWN_NAMESPACES.has(name))
      .map((name) => `Namespace/${name}`),
    ...(BUILT_IN.has(group) ? [] : [`CustomResourceDefinition/${kind}.${group}`]),
    ...workloadsIn(manifest).flatMap(podNeeds),
    ...(kind === 'Gateway' ? gatewayNeeds(manifest) : []),
    ...(kind === 'SecretStore' ? storeNeeds(manifest) : []),
  ];
}

function podNeeds({ namespace, serviceAccount, podSpec, containers }: Workload): readonly Need[] {
  const priority = textAt(podSpec, 'priorityClassName');
  const secrets = namesIn(
    podSpec,
    containers.map(({ object }) => object),
    'secret',
  );
  const configMaps = namesIn(
    podSpec,
    containers.map(({ object }) => object),
    'configMap',
  );
  return [
    ...(serviceAccount === 'default' ? [] : [`ServiceAccount/${namespace}/${serviceAccount}`]),
    ...(priority === undefined || priority.startsWith('system-') ? [] : [`PriorityClass/${priority}`]),
    ...secrets.map((name) => `Secret/${namespace}/${name}`),
    ...configMaps.map((name) => `ConfigMap/${namespace}/${name}`),
  ];
}

/** Names of secrets or config maps that a pod cannot start without, from volumes and from the environment of its containers. */
function namesIn(podSpec: Json, containers: readonly Json[], kind: 'secret' | 'configMap'): readonly string[] {
  const volumes = listAt(podSpec, 'volumes');
  const sources = [...volumes, ...volumes.flatMap((volume) => listAt(volume, 'projected.sources'))];
  const references = [
    ...sources.map((source) => at(source, kind)),
    ...containers.flatMap((container) => listAt(container, 'envFrom').map((from) => at(from, `${kind}Ref`))),
    ...containers.flatMap((container) =>
      listAt(container, 'env').map((variable) => at(variable, `valueFrom.${kind}KeyRef`)),
    ),
  ];
  return references
    .filter(isObject)
    .filter((reference) => at(reference, 'optional') !== true)
    .flatMap((reference) => textAt(reference, 'name') ?? textAt(reference, 'secretName') ?? []);
}

/** A gateway reads certificates from its own namespace. */
const gatewayNeeds = (gateway: Manifest): readonly Need[] =>
  gateway
    .list('spec.servers')
    .flatMap((server) => textAt(server, 'tls.credentialName') ?? [])
    .map((name) => `Secret/${gateway.namespace}/${name}`);

/** A store signs in as a service account, on AWS and on Google Cloud. */
const storeNeeds = (store: Manifest): readonly Need[] =>
  ['spec.provider.aws.auth.jwt', 'spec.provider.gcpsm.auth.workloadIdentity']
    .flatMap((path) => store.text(`${path}.serviceAccountRef.name`) ?? [])
    .map((name) => `ServiceAccount/${store.namespace}/${name}`);
