import type { EnvironmentDefinition } from '../../environments/schema.js';
import type { ExternalsDefinition } from './externals-schema.js';
import * as names from './names.js';
import { PLATFORM_APPLICATIONS } from './platform-applications.js';
import { planStacks } from './plan-stacks.js';
import type { Environment, Organization, PlannedApplication, Platform, Team } from './platform.js';
import { resolveCalls } from './resolve-calls.js';
import { resolveLocation } from './resolve-location.js';
import { resolveService, withRelease } from './resolve-service.js';
import { resolveTopics } from './resolve-topics.js';
import type { ReleaseDefinition } from './release-schema.js';
import type { ServiceDefinition } from './service-schema.js';
import { durationDays, durationSeconds, memoryMib } from './source/units.js';
import type { TeamsDefinition } from './teams-schema.js';

/** Everything a person wrote, already validated and checked. */
export interface Definitions {
  readonly services: readonly ServiceDefinition[];
  readonly teams: TeamsDefinition;
  readonly externals: ExternalsDefinition;
  /** Lockfile of the environment; undefined where images are those of the definitions. */
  readonly release: ReleaseDefinition | undefined;
}

/** Turns definitions into the one plain value of an environment; pure, and without provenance. */
export function resolvePlatform(
  environment: EnvironmentDefinition,
  { services, teams, externals, release }: Definitions,
): Omit<Platform, 'provenance'> {
  const name = environment.metadata.name;
  const placed = services
    .filter((service) => service.placement[name] !== undefined)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const resolved = placed.map((service) => resolveService(withRelease(service, release), environment));
  const locations = environment.locations.map((location) => resolveLocation(location, environment));
  const trustDomain = names.trustDomain(name, environment.domain);
  const ownerOf = new Map(resolved.map((service) => [service.name, service.metadata.owner]));
  return {
    apiVersion: 'platform.finflow/v1',
    kind: 'Platform',
    environment: resolveEnvironment(environment),
    jurisdictions: environment.jurisdictions.map((jurisdiction) => ({
      ...jurisdiction,
      regionKey: jurisdiction.regionKey ?? null,
      state: jurisdiction.state ?? null,
      organization: resolveOrganization(jurisdiction),
      locations: locations.filter((location) => location.jurisdiction === jurisdiction.name).map(({ name }) => name),
    })),
    locations,
    teams: teams.teams.map((team): Team => ({
      ...team,
      owns: team.owns ?? [],
      services: resolved.filter(({ metadata }) => metadata.owner === team.name).map((service) => service.name),
    })),
    externals: externals.externals,
    services: resolved,
    calls: resolveCalls(placed, trustDomain),
    topics: resolveTopics(placed, new Map(resolved.map((service) => [service.name, service.locations]))),
    stacks: planStacks(environment),
    applications: locations.flatMap((location): PlannedApplication[] =>
      [
        ...PLATFORM_APPLICATIONS.map((application) => ({ ...application, service: null, team: names.PLATFORM_TEAM })),
        ...resolved
          .filter((service) => service.locations.includes(location.name))
          .map((service) => ({
            application: service.name,
            service: service.name,
            wave: 'services' as const,
            namespace: service.derived.namespace,
            team: ownerOf.get(service.name) ?? names.PLATFORM_TEAM,
          })),
      ].map((planned) => ({
        ...planned,
        name: names.applicationName(planned.application, location.name),
        location: location.name,
        path: names.manifestPath(name, location.name, planned.application),
      })),
    ),
  };
}

function resolveOrganization({ organization }: EnvironmentDefinition['jurisdictions'][number]): Organization | null {
  if (organization === undefined) return null;
  return { ...organization, aws: organization.aws ?? null, gcp: organization.gcp ?? null };
}

function resolveEnvironment(environment: EnvironmentDefinition): Environment {
  const { metadata, domain, kubernetes, images, delivery, kafka, data } = environment;
  const { edge, recovery, retention, budget, tags } = environment;
  const size = ({ cpu, memory, storage, maxConnections }: (typeof data.postgresSizes)['small']) => ({
    cpu,
    memoryMib: memoryMib(memory),
    storageMib: memoryMib(storage),
    maxConnections,
  });
  return {
    name: metadata.name,
    description: metadata.description,
    domain,
    trustDomain: names.trustDomain(metadata.name, domain),
    kubernetes,
    images,
    delivery: { ...delivery, signOn: delivery.signOn ?? null },
    kafka: {
      driver: kafka.driver,
      bootstrap: Object.fromEntries(
        environment.locations.map(({ name, cloud }) => [
          name,
          `${names.kafkaHost(name, domain)}:${names.kafkaPort(kafka.driver, cloud)}`,
        ]),
      ),
      confluent: kafka.confluent,
      native: {
        aws: kafka.native.aws,
        gcp: { vcpu: kafka.native.gcp.vcpu, memoryMib: memoryMib(kafka.native.gcp.memory) },
      },
    },
    data: {
      postgresSizes: {
        small: size(data.postgresSizes.small),
        medium: size(data.postgresSizes.medium),
        large: size(data.postgresSizes.large),
      },
      maxClientConnections: data.maxClientConnections,
    },
    edge: edge ?? null,
    recovery: {
      survives: recovery.survives,
      rtoSeconds: durationSeconds(recovery.rto),
      rpoSeconds: durationSeconds(recovery.rpo),
    },
    retention: {
      auditLogsDays: durationDays(retention.auditLogs),
      auditLogsHotDays: durationDays(retention.auditLogsHot),
      applicationLogsDays: durationDays(retention.applicationLogs),
      metricsDays: durationDays(retention.metrics),
      tracesDays: durationDays(retention.traces),
    },
    budget,
    tags,
  };
}
