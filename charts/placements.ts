import { TOKEN_SERVICE } from '../services/definition/names.js';
import type { Platform } from '../services/definition/platform.js';
import { verifiesTokens, type Placement } from './placement.js';

/** Joins services, calls, topics and externals once, so that a thousand services cost a thousand look-ups. */
export function* placements(platform: Platform): Generator<Placement> {
  const externals = new Map(platform.externals.map((external) => [external.name, external]));
  const topics = new Map(platform.topics.map((topic) => [topic.name, topic]));
  const callsTo = groupBy(platform.calls, ({ callee }) => callee);
  for (const location of platform.locations) {
    const jurisdiction = platform.jurisdictions.find(({ name }) => name === location.jurisdiction);
    const placed = platform.services.filter(({ locations }) => locations.includes(location.name));
    const local = new Map(placed.map((service) => [service.name, service]));
    const tokenVerifiers = placed.filter(verifiesTokens);
    for (const service of placed) {
      const targets = service.calls.map(({ target }) => target).sort();
      yield {
        platform,
        location,
        service,
        callers: (callsTo.get(service.name) ?? []).filter(({ caller }) => local.has(caller)),
        callees: targets.flatMap((name) => local.get(name) ?? []),
        externals: service.calls
          .filter(({ kind }) => kind === 'external')
          .flatMap(({ target }) => externals.get(target) ?? [])
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
        produces: service.kafka.produces.flatMap((name) => topics.get(name) ?? []),
        consumes: service.kafka.consumes.flatMap(({ topic }) => topics.get(topic) ?? []),
        publicHosts: jurisdiction?.hosts ?? {},
        tokenService: local.get(TOKEN_SERVICE),
        tokenVerifiers,
      };
    }
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
