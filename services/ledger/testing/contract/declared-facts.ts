import { placementOf, platformOf, serviceManifests } from '../../../../charts/testing/synthesized.js';
import { podEnvironment } from '../../../../charts/service/pod-environment.js';
import type { DeclaredFacts } from './ledger-facts.js';

/** Metrics that others measure: the mesh's proxies and Kafka's exporter. */
const OF_OTHERS = /^(istio_|kafka_consumergroup_|slo:)/;

const platform = platformOf('production');
const LOCATION = 'use1';

/** What services/ledger/service.yaml says, as production's pods and alerts carry it out. */
export function declaredFacts(): DeclaredFacts {
  const placement = placementOf(platform, 'ledger', LOCATION);
  const { service } = placement;
  const { runtime, data, kafka, expose, flags, secrets, resilience } = service;
  const deadLetters = new Map(kafka.consumes.map(({ group, deadLetter }) => [group, deadLetter]));
  return {
    ports: { http: runtime.ports.http.port, metrics: runtime.ports.metrics.port },
    healthPaths: [runtime.health.startup, runtime.health.readiness, runtime.health.liveness],
    produces: kafka.produces,
    consumes: kafka.consumes.map(({ topic, group }) => ({ topic, group, deadLetter: deadLetters.get(group) ?? null })),
    flags: flags.map(({ key }) => key),
    capturedTables: data.postgres?.cdc?.tables ?? [],
    requestTimeoutMs: resilience.timeoutMs,
    maxConnections: data.postgres?.pooler.connectionsPerReplica ?? 0,
    variables: podEnvironment(placement).map(({ name }) => name),
    secretVariables: secrets.map(({ env }) => env),
    protectedFields: data.postgres?.protectedFields ?? [],
    publicRoutes: expose.public,
    callerPaths: expose.callers.flatMap(({ paths }) => paths),
    metrics: queriedMetrics().filter((name) => !OF_OTHERS.test(name)),
    terminationGraceMs: runtime.terminationGraceSeconds * 1000,
  };
}

/** Names of metrics in the expressions of the service's alerts and objectives. */
function queriedMetrics(): string[] {
  const rules = serviceManifests(platform, 'ledger', LOCATION).filter(({ kind }) => kind === 'PrometheusRule');
  const expressions = [...JSON.stringify(rules).matchAll(/"expr":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? '');
  const names = expressions.flatMap((text) =>
    [...text.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*)\{/g)].map(([, name]) => name ?? ''),
  );
  return [...new Set(names)].sort();
}
