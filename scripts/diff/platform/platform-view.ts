import type { Platform, Service } from '../../../services/definition/platform.js';
import type { PlainObject } from '../difference.js';

/**
 * What is compared of a resolved platform: everything that a person decides, each thing once.
 *
 * Left out is what follows from the rest (names, subnets, principals, stacks, applications): saying it again would bury the cause.
 */
export function platformView(platform: Platform): PlainObject {
  const { environment, jurisdictions, locations, teams, externals, services, calls, topics } = platform;
  return {
    environment: { ...environment, kafka: { driver: environment.kafka.driver } },
    jurisdictions: named(jurisdictions),
    locations: named(locations.map((location) => without(location, ['subnets', 'clusterName', 'originHost']))),
    teams: named(teams.map((team) => without(team, ['services']))),
    externals: named(externals),
    services: named(services.map(serviceView)),
    calls: Object.fromEntries(
      services.map(({ name }) => [
        name,
        Object.fromEntries(
          calls
            .filter(({ caller }) => caller === name)
            .map(({ callee, kind, critical, idempotencyKey, operations }) => [
              callee,
              { kind, critical, idempotencyKey, operations: operations.map(operationText) },
            ]),
        ),
      ]),
    ),
    topics: named(topics.map((topic) => without(topic, ['consumers', 'locations', 'owner']))),
  };
}

const operationText = ({ methods, path }: { readonly methods: readonly string[]; readonly path: string }): string =>
  `${methods.join(', ')} ${path}`;

function serviceView(service: Service): PlainObject & { readonly name: string } {
  const { image, ...runtime } = service.runtime;
  return {
    ...without(service, ['calls', 'derived']),
    name: service.name,
    runtime: { ...runtime, image: without(image, ['reference']) },
    expose: { public: service.expose.public },
    kafka: { consumes: service.kafka.consumes },
    secrets: service.secrets.map((secret) => without(secret, ['remoteKeys'])),
    rollout: without(service.rollout, ['gates']),
  };
}

function named(list: readonly { readonly name: string }[]): PlainObject {
  return Object.fromEntries(list.map((element) => [element.name, element]));
}

function without<T extends object, K extends keyof T>(value: T, keys: readonly K[]): Omit<T, K> {
  const left = Object.entries(value).filter(([key]) => !keys.some((dropped) => dropped === key));
  return Object.fromEntries(left) as Omit<T, K>;
}
