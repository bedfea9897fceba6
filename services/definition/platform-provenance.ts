import type { Platform, Service } from './platform.js';
import { forEachLeaf, pathText, type Segment, withoutUnit, writtenAt } from './provenance.js';
import { serviceProvenance } from './service-provenance.js';
import type { YamlSource } from './source/yaml-source.js';

/** The files an environment was resolved from. */
export interface PlatformSources {
  readonly environment: YamlSource;
  readonly teams: YamlSource;
  readonly externals: YamlSource;
  readonly services: ReadonlyMap<string, YamlSource>;
  readonly release: YamlSource | undefined;
}

type Unexplained = Omit<Platform, 'provenance'>;

/** Where every value of the resolved platform comes from; sorted by path, so that two runs agree byte for byte. */
export function platformProvenance(platform: Unexplained, sources: PlatformSources): Record<string, string> {
  const origins = [
    ...environmentProvenance(platform, sources.environment),
    ...namedProvenance('teams', platform.teams, sources.teams),
    ...namedProvenance('externals', platform.externals, sources.externals),
    ...topicProvenance(platform, sources),
    ...callProvenance(platform, sources),
    ...platform.services.flatMap((service) =>
      serviceProvenance(service, sourceOf(service.name, sources), platform.environment.name, sources.release),
    ),
  ];
  return Object.fromEntries(origins.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function environmentProvenance(platform: Unexplained, source: YamlSource): [string, string][] {
  const origins: [string, string][] = [];
  forEachLeaf(platform.environment, (path) => {
    const [first] = path;
    const written = first === 'name' || first === 'description' ? ['metadata', first] : withoutUnits(path);
    origins.push([
      `environment.${pathText(path)}`,
      writtenAt(source, written) ?? (path.length === 1 && first === 'edge' ? 'default (no public edge)' : 'derived'),
    ]);
  });
  return [
    ...origins,
    ...namedProvenance('jurisdictions', platform.jurisdictions, source),
    ...namedProvenance('locations', platform.locations, source),
  ];
}

/** Entries of a list that are known by name and keep the order of their file. */
function namedProvenance(
  list: 'teams' | 'externals' | 'jurisdictions' | 'locations',
  entries: readonly { readonly name: string }[],
  source: YamlSource,
): [string, string][] {
  return entries.flatMap((entry, index) => {
    const origins: [string, string][] = [];
    forEachLeaf(entry, (path) => {
      origins.push([
        `${list}[${entry.name}].${pathText(path)}`,
        writtenAt(source, [list, index, ...withoutUnits(path)]) ?? 'derived',
      ]);
    });
    return origins;
  });
}

function topicProvenance(platform: Unexplained, sources: PlatformSources): [string, string][] {
  const services = new Map(platform.services.map((service) => [service.name, service]));
  return platform.topics.flatMap((topic) => {
    const owner = services.get(topic.owner);
    const base = owner === undefined ? undefined : topicPath(owner, topic.name);
    return base === undefined ? [] : leavesOf(`topics[${topic.name}]`, topic, sourceOf(topic.owner, sources), base);
  });
}

function topicPath(owner: Service, topic: string): Segment[] | undefined {
  const produced = owner.kafka.produces.indexOf(topic);
  if (produced >= 0) return ['kafka', 'produces', produced];
  const consumed = owner.kafka.consumes.findIndex(({ deadLetter }) => deadLetter === topic);
  return consumed >= 0 ? ['kafka', 'consumes', consumed] : undefined;
}

function callProvenance(platform: Unexplained, sources: PlatformSources): [string, string][] {
  const calls = new Map(platform.calls.map((call) => [`${call.caller}->${call.callee}`, call]));
  return platform.services.flatMap((service) =>
    service.calls.flatMap(({ target }, index) => {
      const call = calls.get(`${service.name}->${target}`);
      const source = sourceOf(service.name, sources);
      return call === undefined ? [] : leavesOf(`calls[${service.name}->${target}]`, call, source, ['calls', index]);
    }),
  );
}

/** Leaves of an entry that is known under another name than it was written: by their own place, else by the entry's. */
function leavesOf(name: string, entry: object, source: YamlSource, base: readonly Segment[]): [string, string][] {
  const origins: [string, string][] = [];
  forEachLeaf(entry, (path) => {
    const place = writtenAt(source, [...base, ...withoutUnits(path)]) ?? writtenAt(source, base) ?? 'derived';
    origins.push([`${name}.${pathText(path)}`, place]);
  });
  return origins;
}

function withoutUnits(path: readonly Segment[]): Segment[] {
  return path.map((segment) => (segment === 'postgresSizes' ? segment : withoutUnit(segment)));
}

function sourceOf(service: string, sources: PlatformSources): YamlSource {
  const source = sources.services.get(service);
  if (source === undefined) throw new Error(`no source for service ${service}`);
  return source;
}
