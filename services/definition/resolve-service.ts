import type { EnvironmentDefinition } from '../../environments/schema.js';
import * as names from './names.js';
import type { Service } from './platform.js';
import { resolveData } from './resolve-data.js';
import { resolveRollout } from './resolve-rollout.js';
import type { ReleaseDefinition } from './release-schema.js';
import type { ServiceDefinition } from './service-schema.js';
import { cpuMillicores, durationDays, durationMs, durationSeconds, memoryMib, rate } from './source/units.js';
import { defaultsFor, OWN_BUDGET_PERCENT } from './tier-defaults.js';

/** Applies the allow-listed overrides of one environment. */
export function withOverrides(definition: ServiceDefinition, environment: EnvironmentDefinition): ServiceDefinition {
  const overrides = definition.placement[environment.metadata.name]?.overrides;
  if (overrides === undefined) return definition;
  return {
    ...definition,
    scaling: { ...definition.scaling, ...overrides.scaling },
    runtime: {
      ...definition.runtime,
      resources: {
        cpu: overrides.resources?.cpu ?? definition.runtime.resources.cpu,
        memory: overrides.resources?.memory ?? definition.runtime.resources.memory,
      },
    },
    flags: definition.flags?.map((flag) => ({ ...flag, default: overrides.flags?.[flag.key] ?? flag.default })),
  };
}

/** The definition with the image that the environment's lockfile releases of it, if it names the service. */
export function withRelease(definition: ServiceDefinition, release: ReleaseDefinition | undefined): ServiceDefinition {
  const { runtime, metadata } = definition;
  const digest = release?.images[metadata.name];
  if (digest === undefined) return definition;
  return { ...definition, runtime: { ...runtime, image: { ...runtime.image, digest } } };
}

/** One service of one environment with every default set, units converted and names derived. */
export function resolveService(written: ServiceDefinition, environment: EnvironmentDefinition): Service {
  const definition = withOverrides(written, environment);
  const defaults = defaultsFor(definition.tier);
  const { name, ...metadata } = definition.metadata;
  const placed = definition.placement[environment.metadata.name]?.locations ?? [];
  const locations = environment.locations.filter((location) => placed.includes(location.name));
  return {
    name,
    metadata: { description: `The ${name} service`, ...defaults.metadata, ...metadata } as Service['metadata'],
    tier: definition.tier,
    oncall: definition.oncall,
    compliance: {
      ...definition.compliance,
      retention: {
        minDays: durationDays(definition.compliance.retention.min),
        maxDays: durationDays(definition.compliance.retention.max),
      },
    },
    recovery:
      definition.recovery === undefined
        ? null
        : {
            rtoSeconds: durationSeconds(definition.recovery.rto),
            rpoSeconds: durationSeconds(definition.recovery.rpo),
          },
    locations: locations.map((location) => location.name),
    runtime: resolveRuntime(definition),
    scaling: resolveScaling(definition),
    capacity: resolveCapacity(definition),
    expose: resolveExpose(definition),
    calls: (definition.calls ?? []).map(({ service, external, critical }) => ({
      target: service ?? external ?? '',
      kind: service === undefined ? 'external' : 'service',
      critical,
    })),
    resilience: resolveResilience(definition),
    data: resolveData(definition, environment),
    kafka: {
      produces: (definition.kafka?.produces ?? []).map(({ topic }) => topic),
      consumes: (definition.kafka?.consumes ?? []).map((consumer) => ({
        topic: consumer.topic,
        group: consumer.group,
        schema: consumer.schema ?? defaults.consumedSchema,
        maxLag: consumer.maxLag,
        deadLetter: consumer.dlq ? names.deadLetterTopic(consumer.group, consumer.topic) : null,
      })),
    },
    secrets: (definition.secrets ?? []).map((secret) => ({
      name: secret.name,
      path: secret.path,
      env: secret.env,
      rotateDays: durationDays(secret.rotate),
      remoteKeys: Object.fromEntries(
        locations.map((location) => [
          location.name,
          names.secretKey(environment.metadata.name, location.name, secret.path, location.cloud),
        ]),
      ),
    })),
    flags: (definition.flags ?? []).map(({ key, default: value, owner, expires }) => ({ key, value, owner, expires })),
    slo: resolveSlo(definition),
    rollout: resolveRollout(definition, environment, locations),
    exceptions: definition.exceptions ?? [],
    derived: {
      namespace: names.namespaceName(name),
      serviceAccount: names.serviceAccountName(name),
      principal: names.principal(names.trustDomain(environment.metadata.name, environment.domain), name),
      host: names.serviceHost(name),
      nodePool: definition.compliance.pciScope === 'cde' ? 'card-data' : 'general',
      cloudIdentity: Object.fromEntries(
        locations.map((location) => [
          location.name,
          names.cloudIdentity(environment.metadata.name, name, location.name),
        ]),
      ),
    },
  };
}

function resolveRuntime({ runtime, tier }: ServiceDefinition): Service['runtime'] {
  return {
    image: { ...runtime.image, reference: `${runtime.image.repository}@${runtime.image.digest}` },
    ports: runtime.ports,
    resources: {
      cpuMillicores: cpuMillicores(runtime.resources.cpu),
      memoryMib: memoryMib(runtime.resources.memory),
    },
    health: runtime.health,
    terminationGraceSeconds: durationSeconds(runtime.terminationGrace ?? defaultsFor(tier).terminationGrace),
  };
}

function resolveScaling({ scaling, tier }: ServiceDefinition): Service['scaling'] {
  const defaults = defaultsFor(tier).scaling;
  return {
    min: scaling?.min ?? defaults.min,
    max: scaling?.max ?? defaults.max,
    metrics: (scaling?.metrics ?? defaults.metrics).map((metric) =>
      'cpu' in metric ? { resource: 'cpu', percent: metric.cpu } : { resource: 'memory', percent: metric.memory },
    ),
    pdb: scaling?.pdb ?? defaults.pdb,
  };
}

function resolveCapacity({ capacity }: ServiceDefinition): Service['capacity'] {
  if (capacity === undefined) return null;
  const { cpuPerRequest, ...rest } = capacity;
  return { ...rest, cpuPerRequestMs: durationMs(cpuPerRequest) };
}

function resolveExpose({ expose, tier }: ServiceDefinition): Service['expose'] {
  const { route } = defaultsFor(tier);
  return {
    callers: (expose?.callers ?? []).map((caller) => ({
      service: caller.service,
      paths: caller.paths ?? [],
      rpcs: caller.rpcs ?? [],
      idempotencyKey: caller.idempotencyKey ?? false,
    })),
    public: (expose?.public ?? []).map((entry) => ({
      host: entry.host,
      path: entry.path,
      methods: entry.methods ?? route.methods,
      waf: entry.waf,
      rateLimit: rate(entry.rateLimit),
      anonymous: entry.anonymous ?? route.anonymous,
      strangles: entry.strangles ?? null,
    })),
  };
}

function resolveResilience({ resilience, tier }: ServiceDefinition): Service['resilience'] {
  const defaults = defaultsFor(tier).resilience;
  const { perTryTimeout, ...retries } = resilience?.retries ?? defaults.retries;
  const { ejectFor, ...circuitBreaker } = resilience?.circuitBreaker ?? defaults.circuitBreaker;
  return {
    timeoutMs: durationMs(resilience?.timeout ?? defaults.timeout),
    retries: { ...retries, perTryTimeoutMs: durationMs(perTryTimeout) },
    circuitBreaker: { ...circuitBreaker, ejectForMs: durationMs(ejectFor) },
  };
}

function resolveSlo({ slo }: ServiceDefinition): Service['slo'] {
  if (slo === undefined) return null;
  return {
    windowDays: durationDays(slo.window),
    objectives: slo.objectives.map(({ name, target, sli, minRequestsPerHour, ownBudget }) => ({
      name,
      target,
      sli:
        'errors' in sli
          ? { kind: 'errors', of: sli.errors }
          : 'under' in sli
            ? { kind: 'latency', underMs: durationMs(sli.under) }
            : { kind: 'processing', underMs: durationMs(sli.processedUnder) },
      minRequestsPerHour: minRequestsPerHour ?? null,
      ownBudgetPercent: ownBudget ?? OWN_BUDGET_PERCENT,
    })),
  };
}
