import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';

/** Hosts outside the mesh that a definition asks for in one location: external systems, Kafka, and its own stores. */
export function declaredHosts(service: DeclaredService, location: string, graph: ArtifactGraph): ReadonlySet<string> {
  const externals = graph.intent
    .callsOf(service.name)
    .flatMap(({ callee }) => graph.intent.external(callee)?.hosts ?? []);
  return new Set([...externals, ...kafkaHosts(service, location, graph), ...storeHosts(service, location, graph)]);
}

function kafkaHosts({ kafka }: DeclaredService, location: string, graph: ArtifactGraph): readonly string[] {
  if (kafka.produces.length === 0 && kafka.consumes.length === 0) return [];
  const { bootstrap, driver } = graph.intent.platform.environment.kafka;
  const cloud = graph.intent.location(location)?.cloud;
  const brokers = bootstrap[location]?.split(':')[0];
  return [
    ...(brokers === undefined ? [] : [brokers]),
    ...(driver === 'native' && cloud !== undefined ? [IDENTITY_HOSTS[cloud]] : []),
  ];
}

/** Clients of a cloud's own Kafka prove the pod's identity, which the node tells them. */
const IDENTITY_HOSTS = { aws: 'pod-identity.eks.internal', gcp: 'metadata.google.internal' } as const;

/** A store answers under its kind, service and location in the internal zone of the environment. */
function storeHosts({ name, data }: DeclaredService, location: string, graph: ArtifactGraph): readonly string[] {
  const { domain } = graph.intent.platform.environment;
  const stores = [...(data.postgres === null ? [] : ['postgres']), ...(data.redis === null ? [] : ['redis'])];
  return stores.map((store) => `${store}-${name}-${location}.internal.${domain}`);
}
