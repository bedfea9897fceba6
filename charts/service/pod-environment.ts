import type { IRollout } from '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout';
import {
  CONTRACT_DIRECTORY,
  MONITORING_NAMESPACE,
  TELEMETRY_COLLECTOR,
  TELEMETRY_COLLECTOR_PORT,
  secretName,
  TOKEN_KEYS_PATH,
  tokenIssuer,
} from '../../services/definition/names.js';
import { verifiesTokens, type Placement } from '../placement.js';

export type PodTemplate = NonNullable<IRollout['spec']['template']>;
export type PodSpec = NonNullable<PodTemplate['spec']>;
export type Container = PodSpec['containers'][number];
type Variables = NonNullable<Container['env']>;

/** The variables of a service's container: identity of the pod first, because later ones refer to it. */
export function podEnvironment(placement: Placement): Variables {
  const { service, platform, location } = placement;
  const { http, metrics } = service.runtime.ports;
  return [
    ...POD_FIELDS.map(({ name, fieldPath }) => ({ name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } })),
    { name: 'CONTRACT_FILE', value: `${CONTRACT_DIRECTORY}/contract.json` },
    { name: 'FLAGS_FILE', value: `${CONTRACT_DIRECTORY}/flags.json` },
    { name: 'FINFLOW_ENVIRONMENT', value: platform.environment.name },
    { name: 'FINFLOW_LOCATION', value: location.name },
    { name: 'FINFLOW_JURISDICTION', value: location.jurisdiction },
    { name: 'FINFLOW_PEER_LOCATIONS', value: peerLocations(placement).join(',') },
    { name: 'PORT', value: String(http.port) },
    { name: 'METRICS_PORT', value: String(metrics.port) },
    ...tokenVariables(placement),
    ...kafkaVariables(placement),
    ...telemetryVariables(placement),
    ...service.secrets.map(({ name, env }) => ({
      name: env,
      valueFrom: { secretKeyRef: { name: secretName(service.name, name), key: env } },
    })),
  ];
}

const POD_FIELDS = [
  { name: 'POD_NAME', fieldPath: 'metadata.name' },
  { name: 'POD_NAMESPACE', fieldPath: 'metadata.namespace' },
  { name: 'POD_IP', fieldPath: 'status.podIP' },
  { name: 'NODE_NAME', fieldPath: 'spec.nodeName' },
] as const;

/** The other locations of the jurisdiction in which the service runs: where its data may go. */
function peerLocations({ service, platform, location }: Placement): string[] {
  return platform.locations
    .filter(({ name, jurisdiction }) => jurisdiction === location.jurisdiction && name !== location.name)
    .map(({ name }) => name)
    .filter((name) => service.locations.includes(name))
    .sort();
}

/** Who issues the access tokens that the service verifies again behind its proxy, and where that publishes its keys. */
function tokenVariables({ service, tokenService, publicHosts }: Placement): Variables {
  const { api } = publicHosts;
  if (tokenService === undefined || api === undefined || !verifiesTokens(service)) return [];
  const { derived, runtime } = tokenService;
  return [
    { name: 'TOKEN_ISSUER', value: tokenIssuer(api) },
    { name: 'TOKEN_KEYS_URL', value: `http://${derived.host}:${runtime.ports.http.port}${TOKEN_KEYS_PATH}` },
  ];
}

function kafkaVariables({ service, platform, location }: Placement): Variables {
  const bootstrap = platform.environment.kafka.bootstrap[location.name];
  const connects = service.kafka.produces.length > 0 || service.kafka.consumes.length > 0;
  return connects && bootstrap !== undefined ? [{ name: 'KAFKA_BOOTSTRAP_SERVERS', value: bootstrap }] : [];
}

/** OpenTelemetry's own variables, with resource attributes by its semantic conventions. */
function telemetryVariables({ service, platform, location }: Placement): Variables {
  const attributes = {
    'service.namespace': service.metadata.system,
    'service.instance.id': '$(POD_NAME)',
    'service.version': service.runtime.image.digest,
    'deployment.environment.name': platform.environment.name,
    'cloud.provider': location.cloud,
    'cloud.region': location.region,
    'k8s.cluster.name': location.clusterName,
    'k8s.namespace.name': '$(POD_NAMESPACE)',
    'k8s.node.name': '$(NODE_NAME)',
    'k8s.pod.name': '$(POD_NAME)',
  };
  const collector = `${TELEMETRY_COLLECTOR}.${MONITORING_NAMESPACE}.svc.cluster.local:${TELEMETRY_COLLECTOR_PORT}`;
  return [
    { name: 'OTEL_SERVICE_NAME', value: service.name },
    {
      name: 'OTEL_RESOURCE_ATTRIBUTES',
      value: Object.entries(attributes)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: `http://${collector}` },
    { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
  ];
}
